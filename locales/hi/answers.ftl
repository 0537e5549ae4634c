# जब जवाब साफ़ न हो: क्या समझा, और क्या करें।

reply-which = 💬 *{ $number }* के अधिकारी ने पूछा था: "{ $question }" यह उसी का जवाब है, या नई बात?
reply-which-message = 💬 *{ $number }* के अधिकारी ने आपको लिखा था। यह उसी का जवाब है, या नई बात?
reply-which-answer = 💬 उसी का जवाब
reply-which-new = 🆕 नई बात
page-more = ▶️ और दिखाइए
work-department-elsewhere = 📍 यही, दूसरी जगह
work-place = 📍 *{ $number }*: यह किस जगह का है? ब्लॉक या शहर चुनिए, या गाँव का नाम लिखिए।
work-place-which = इनमें से कौन सी जगह?
work-place-hint = यह जगह सूची में नहीं मिली। गाँव का नाम फिर से लिखिए, या ब्लॉक चुनिए।
speak-instead = 🎤 पढ़ना-लिखना ज़रूरी नहीं। माइक दबाकर बोल दीजिए, वही दर्ज हो जाएगा।
name-why = 👤 नाम इसलिए पूछते हैं कि अधिकारी आपको पहचान सकें। न बताना हो तो "आगे" लिखिए।
filing-place-not-a-place = यह किसी जगह का नाम नहीं लगता।
place-noted = 📍 { $place } लिख लिया।
filing-owner = 👪 अब तक नाम { $said } था। { $name } का नाम सिर्फ़ इस बात के लिए लिखें, या आगे भी?
filing-owner-this = 👪 सिर्फ़ इसके लिए
filing-owner-always = 🙋 आगे भी यही
filing-which-village = 🏡 { $name } गाँव
verdict-reason-hint = दो-चार शब्दों में बताइए: क्या बाकी है, या क्या ठीक नहीं हुआ?
tracking-none-yet = अब तक आपकी कोई बात दर्ज नहीं हुई है; यह वाली अभी भेजनी बाकी है।
