# जब जवाब साफ नइ हे: का समझेन, अउ का करव।

reply-which = 💬 *{ $number }* के अधिकारी पूछे रिहिस: "{ $question }" ये ओकरे जवाब आय, नइते नवा बात?
reply-which-message = 💬 *{ $number }* के अधिकारी तुंहला लिखे रिहिस। ये ओकरे जवाब आय, नइते नवा बात?
reply-which-answer = 💬 ओकरे जवाब
reply-which-new = 🆕 नवा बात
page-more = ▶️ अउ देखावव
work-department-elsewhere = 📍 इही, दूसर जगा
work-place = 📍 *{ $number }*: ये कोन जगा के आय? ब्लॉक नइते शहर चुनव, नइते गाँव के नाँव लिखव।
work-place-which = येमा ले कोन जगा?
work-place-hint = ये जगा सूची म नइ मिलिस। गाँव के नाँव फेर लिखव, नइते ब्लॉक चुनव।
speak-instead = 🎤 पढ़े-लिखे के जरूरत नइ हे। माइक दबा के बोल देवव, उही लिखा जाही।
name-why = 👤 नाँव येकर सेती पूछथन के अधिकारी तुंहला चिन्ह सकय। नइ बताना हे त "आघू" लिखव।
filing-place-not-a-place = ये कोनो जगा के नाँव नइ लागय।
place-noted = 📍 { $place } लिख लेन।
filing-owner = 👪 अब तक नाँव { $said } रिहिस। { $name } के नाँव सिरिफ ये बात बर लिखन, नइते आघू घलो?
filing-owner-this = 👪 सिरिफ येकर बर
filing-owner-always = 🙋 आघू घलो इही
filing-which-village = 🏡 { $name } गाँव
verdict-reason-hint = दू-चार शब्द म बतावव: का बाँचे हे, नइते का ठीक नइ होइस?
tracking-none-yet = अब तक तुंहर कोनो बात नइ लिखाय हे; ये बात ल भेजना बाँचे हे।
