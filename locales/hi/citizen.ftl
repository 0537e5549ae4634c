# आवेदन दर्ज करते समय नागरिक क्या पढ़ते हैं। बटन: ज़्यादा से ज़्यादा 20 अक्षर, सूची: 24।

greeting-first =
    🙏 नमस्ते! यह { $district } का संवाद है।
    आपकी बात सीधे सही विभाग तक पहुँचेगी।
    Your words go straight to the right office.
greeting = 🙏 नमस्ते! यह { $district } का संवाद है। आपकी बात सीधे सही विभाग तक पहुँचेगी।
privacy-notice = 🔒 आपका नाम, नंबर और बात सिर्फ़ आपके काम के लिए रखते हैं। मिटाने के लिए "डेटा मिटाओ" लिखिए।
privacy-notice-first =
    🔒 आपका नाम, नंबर और बात सिर्फ़ काम के लिए रखते हैं। मिटाने के लिए "डेटा मिटाओ" लिखिए।
    We keep your words, name and number only for this work. To have them wiped, write "erase my data".
hello = 🙏 नमस्ते!
hello-again = 🙏 नमस्ते { $name } जी!
list-label = चुनिए
form-filing = फ़ॉर्म में सब भरें
form-filing-first = फ़ॉर्म · Fill a form
yes = ✅ हाँ
no = ❌ नहीं

language-choose = 🗣️ भाषा चुनिए · भाखा चुनव · Choose your language
language-set = ✅ अब से हिन्दी में।

filing-heard = 📝 आपकी बात लिख ली है।
filing-kept = 📝 यह भी आपकी बात के साथ लिख लिया।
file-kept = 📎 रख लिया।
files-enough = 📎 { $count } फ़ाइलें हो गईं, इससे ज़्यादा नहीं जुड़तीं।
filing-added = ➕ जोड़ दिया।
said-by-voice = (आवाज़ में बताया)
story-voice = 🎤 आवाज़ में बताई बात
story-photo = 📷 फ़ोटो

filing-name = 👤 आपका नाम क्या है?
filing-name-hint = सिर्फ़ नाम लिखिए, जैसे: रामलाल साहू
filing-place =
    📍 बात किस गाँव या शहर की है?
    नाम लिखिए, लोकेशन भेजिए, या नीचे से ब्लॉक चुनिए।
filing-place-hint = गाँव का नाम लिखिए, या नीचे से ब्लॉक चुनिए।
filing-place-towns = 🏙️ शहर
filing-place-pin = नक्शे पर बताई जगह
filing-village = 🏡 कौन सा गाँव? नाम लिखिए।
filing-village-whole = 🤷 पता नहीं
filing-town = 🏙️ कौन सा शहर?
filing-which = इनमें से कौन सा?
filing-which-told = 📍 { $place } नाम के एक से ज़्यादा गाँव हैं। आपका कौन सा है?
filing-which-block = 🏘️ { $name } ब्लॉक का गाँव
filing-which-none = ↩️ इनमें से नहीं
filing-near = क्या यह { $place } है?
filing-address = "{ $said }" हमारी सूची में नहीं मिला। पता ऐसे ही लिख दें?
filing-address-use = ✅ ऐसे ही लिखिए
filing-address-again = ↩️ फिर से बताना है

filing-kind = यह समस्या है, मांग है या सुझाव?
filing-kind-problem = 🛠️ समस्या
filing-kind-demand = 🙏 मांग
filing-kind-suggestion = 💡 सुझाव
kind-problem = समस्या
kind-demand = मांग
kind-suggestion = सुझाव
filing-describe =
    ✍️ अपनी बात बताइए: क्या, कहाँ, कब से।
    लिखिए, या बोलकर 🎤 या फ़ोटो 📷 भेजिए।
filing-describe-hint = दो-चार शब्दों में लिखिए, या बोलकर भेजिए 🎤।
filing-more = ✍️ थोड़ा और लिखिए या बोलिए 🎤। बस इतना ही? तो "हो गया" दबाइए।
filing-more-done = ✔️ हो गया
filing-split =
    ✂️ आपने { $count } अलग बातें बताई हैं:
    { $issues }
    क्या हर बात अलग-अलग दर्ज करें? तब हर बात अपने विभाग में जाएगी।
filing-split-each = ✂️ अलग-अलग
filing-split-together = 📎 सब एक साथ
filing-split-next = ➡️ अब अगली बात।
filing-department = 🏛️ यह किस विभाग का काम है?
filing-department-hint = विभाग का बटन दबाइए या उसका नंबर लिखिए।
filing-department-other = 🤷 दूसरा / पता नहीं
filing-about-road = 🛣️ सड़क कौन-सी है? इसी से विभाग तय होगा।
filing-about-road-panchayat = 🏘️ गाँव के अंदर
filing-about-road-pwd = 🛣️ मुख्य सड़क
filing-about-road-municipal = 🏙️ शहर के अंदर
filing-about-water = 🚰 पानी कौन-सा? इसी से विभाग तय होगा।
filing-about-water-phe = 🚰 पीने का, गाँव में
filing-about-water-municipal = 🏙️ पीने का, शहर में
filing-about-water-water-resources = 🌾 नहर या बाँध का
filing-about-patta = 📜 पट्टा किस ज़मीन का है? इसी से विभाग तय होगा।
filing-about-patta-revenue = 📜 घर या खेत का
filing-about-patta-forest = 🌳 जंगल की ज़मीन का
filing-about-scholarship = 🎓 छात्रवृत्ति कौन-सी है? इसी से विभाग तय होगा।
filing-about-scholarship-tribal = 🎓 SC, ST, छात्रावास
filing-about-scholarship-education = 🏫 स्कूल की
filing-about-scholarship-labour = 👷 मज़दूर कार्ड की
filing-about-society = 🌾 समिति में बात किसकी है? इसी से विभाग तय होगा।
filing-about-society-food = 🌾 धान, राशन
filing-about-society-agriculture = 🧪 खाद, बीज
filing-about-society-cooperative = 💰 कर्ज़, खाता
filing-about-money = 💵 पैसा किसका है? इसी से विभाग तय होगा।
filing-about-money-panchayat = 🏠 आवास, मनरेगा
filing-about-money-agriculture = 🚜 किसान सम्मान
filing-about-money-wcd = 👩 महतारी वंदन
filing-about-money-social-welfare = 👵 पेंशन
filing-departments = 🏛️ विभाग चुनिए।
filing-departments-other = 🤷 पता नहीं
filing-whom = 👪 यह किसके लिए है? उनका नाम लिखिए।
filing-whom-me = 🙋 मेरे लिए

filing-same = यही बात पहले से दर्ज है: *{ $number }*। उसी में जोड़ दें?
filing-same-crowd = आसपास के { $number } लोगों ने यही बात दर्ज की है। साथ जुड़ने पर हर खबर आपको भी मिलेगी। जुड़ना है?
filing-same-one = आसपास किसी और ने भी यही बात दर्ज की है। साथ जुड़ने पर हर खबर आपको भी मिलेगी। जुड़ना है?
filing-same-add = ➕ उसी में जोड़िए
filing-same-join = 🤝 साथ जुड़ना है
filing-same-new = 🆕 यह नई बात है
filing-same-added = ➕ *{ $number }* में जोड़ दिया। खबर यहीं मिलेगी।
filing-same-joined = 🤝 आप भी जुड़ गए। नंबर: *{ $number }*। खबर यहीं मिलेगी।
filing-same-refused = अब उसमें नहीं जुड़ सकता। इसे नई बात मानकर भेजते हैं।

filing-review =
    👀 एक बार देख लीजिए:

    { $summary }

    कुछ और लिखना हो या फ़ोटो 📷 देनी हो, तो अभी दीजिए। सब सही है?
filing-review-hint = भेजें, बदलें या रद्द: इनमें से एक चुनिए।
filing-review-send = ✅ भेजें
filing-review-change = ✏️ बदलें
filing-review-cancel = ❌ रद्द
filing-review-name = 👤 { $name }
filing-review-whom = 👪 { $name } के लिए
filing-review-place = 📍 { $place }
filing-review-story = 📝 { $story }
filing-review-desk = 🏛️ सही विभाग हम चुन देंगे।
filing-review-urgent = 🔴 ज़रूरी, जल्दी का काम
filing-review-confidential = 🔒 गोपनीय: सिर्फ़ बड़े अधिकारी देखेंगे
count-photos = 📷 { $count }
count-voices = 🎤 { $count }
has-pin = 📍 नक्शे पर
filing-change = ✏️ क्या बदलना है?
filing-change-name = 👤 नाम
filing-change-place = 📍 जगह
filing-change-kind = 🏷️ समस्या/मांग/सुझाव
filing-change-describe = 📝 बात
filing-change-department = 🏛️ विभाग
filing-change-whom = 👪 किसके लिए
filing-change-nothing = ↩️ कुछ नहीं
filing-discard = जो लिखा है, वह हटा दें?
filing-discard-yes = 🗑️ हाँ, हटा दीजिए
filing-discard-no = ↩️ नहीं, रहने दीजिए
filing-discarded = ठीक है, कुछ नहीं भेजा गया। जब चाहें, लिखिए।

filing-filed = ✅ आपकी बात दर्ज हो गई! नंबर: *{ $number }*
filing-filed-department = { $department } विभाग के पास पहुँच गई है।
filing-filed-desk = 🏛️ हम इसे सही विभाग तक पहुँचाकर आपको बताएँगे।
filing-filed-confidential = 🔒 इसे सिर्फ़ उस दफ़्तर से ऊपर के बड़े अधिकारी देखेंगे।
filing-filed-due = 📅 { $day } तक जवाब मिलेगा।
filing-filed-ask = क्या हुआ, यह जानने के लिए "स्थिति" लिखिए। खबर यहीं अपने आप आएगी।
filing-filed-incomplete = 📝 आपकी बात अधूरी रह गई थी, इसलिए जितनी बताई उतनी दर्ज कर ली। नंबर: *{ $number }*। आप अब भी कुछ जोड़ सकते हैं।
filing-refused = 😔 अभी दर्ज नहीं हो पाई। आपकी बात सुरक्षित है। थोड़ी देर में फिर "भेजें" दबाइए।
filing-nudge = 🙏 आपकी बात अभी भेजी नहीं गई है। आगे बढ़ें?

confidential-note = 🔒 यह बात गोपनीय रहेगी: जिनकी शिकायत है, वे और उनका दफ़्तर इसे नहीं देखेंगे।
emergency-general = 🚨 खतरा है तो अभी *112* पर फ़ोन कीजिए।
emergency-fire = 🔥 अभी *101* या *112* पर फ़ोन कीजिए। बाहर निकलिए, धुएँ से दूर रहिए।
emergency-accident = 🚑 अभी *108* (एंबुलेंस) या *112* पर फ़ोन कीजिए।
emergency-medical = 🚑 अभी *108* (एंबुलेंस) पर फ़ोन कीजिए।
emergency-snakebite = 🐍 अभी *108* पर फ़ोन कीजिए। न काटिए, न कसकर बाँधिए; हिलाए बिना तुरंत अस्पताल ले जाइए।
emergency-crime = 🚓 अभी *112* (पुलिस) पर फ़ोन कीजिए।
emergency-violence = 🚓 अभी *112* पर फ़ोन कीजिए। महिलाओं के लिए *181*, दिन-रात।
emergency-child = 👧 अभी *1098* (बच्चों के लिए) या *112* पर फ़ोन कीजिए।
emergency-suicide = 🤝 आप अकेले नहीं हैं। अभी किसी से बात कीजिए: *14416* (मुफ़्त, दिन-रात) या *112*।
emergency-cyber = 💳 अभी *1930* पर और अपने बैंक को फ़ोन कीजिए: जितनी जल्दी, उतना पैसा बच सकता है।
emergency-wild-animal = 🐘 दूर रहिए और अभी *112* पर फ़ोन कीजिए।
emergency-electric = ⚡ मत छुइए, सबको दूर रखिए। अभी *1912* (बिजली) या *112* पर फ़ोन कीजिए।
emergency-flood = 🌊 सुरक्षित जगह जाइए और अभी *112* पर फ़ोन कीजिए।
emergency-trapped = 🚓 अभी *112* (पुलिस) पर फ़ोन कीजिए। बच्चों के लिए *1098*, महिलाओं के लिए *181*।
aside-emergency = जब आप सुरक्षित हों: क्या इसे यहाँ दर्ज भी कर दें?
aside-emergency-yes = ✅ दर्ज कीजिए
aside-emergency-no = ❌ ज़रूरत नहीं
aside-elsewhere = फिर भी यहाँ दर्ज कर दें?
aside-elsewhere-yes = ✅ दर्ज कीजिए
aside-elsewhere-no = ❌ ज़रूरत नहीं
aside-left = ठीक है। जब भी ज़रूरत हो, हम यहीं हैं।
deflection-general = 🙏 इसका फ़ैसला इस जिले के दफ़्तरों में नहीं होता।
deflection-other-district = 🙏 यह दूसरे जिले की बात है। वहाँ का कलेक्टर कार्यालय देखेगा; पूरे राज्य के लिए: janshikayat.cg.nic.in
deflection-court = ⚖️ यह मामला अदालत में है, इसलिए दफ़्तर फ़ैसला नहीं कर सकते। वकील की मुफ़्त मदद: जिला विधिक सेवा प्राधिकरण, फ़ोन 15100।
deflection-rti = 📄 सूचना के अधिकार के कागज़ चाहिए तो rtionline.cg.gov.in पर, या उसी दफ़्तर के सूचना अधिकारी को फ़ीस के साथ आवेदन दीजिए।
abuse = 🙏 हम मदद करना चाहते हैं। जो तकलीफ़ है, आराम से लिखिए; उसे लोग ही पढ़ते हैं।
talk = 🙂 यहाँ जिले के सब विभागों के लिए समस्या, मांग और सुझाव लिखे जाते हैं।
