# आवेदन लिखवात बेर मनखे मन का पढ़थें। बटन: जादा ले जादा 20 आखर, सूची: 24।

greeting-first =
    🙏 जय जोहार! ये { $district } के संवाद आय।
    तुंहर बात सोझे सही विभाग करा पहुँचही।
    Your words go straight to the right office.
greeting = 🙏 जय जोहार! ये { $district } के संवाद आय। तुंहर बात सोझे सही विभाग करा पहुँचही।
privacy-notice = 🔒 तुंहर नाँव, नंबर अउ बात ल सिरिफ तुंहर काम बर रखथन। मेटवाना हे त "डेटा मेटव" लिखव।
privacy-notice-first =
    🔒 तुंहर नाँव, नंबर अउ बात ल सिरिफ काम बर रखथन। मेटवाना हे त "डेटा मेटव" लिखव।
    We keep your words, name and number only for this work. To have them wiped, write "erase my data".
hello = 🙏 जय जोहार!
hello-again = 🙏 जय जोहार { $name } जी!
list-label = चुनव
form-filing = फारम म सब भरव
form-filing-first = फ़ॉर्म · Fill a form
yes = ✅ हव
no = ❌ नइ

language-choose = 🗣️ भाषा चुनिए · भाखा चुनव · Choose your language
language-set = ✅ अब ले छत्तीसगढ़ी म गोठियाबो।

filing-heard = 📝 तुंहर बात ल लिख लेन।
filing-kept = 📝 येला घलो तुंहर बात संग लिख लेन।
file-kept = 📎 रख लेन।
files-enough = 📎 { $count } ठन फाइल होगे, येकर ले जादा नइ जुड़य।
filing-added = ➕ जोड़ देन।
said-by-voice = (बोल के बताइन)
story-voice = 🎤 बोल के बताय बात
story-photo = 📷 फोटो

filing-name = 👤 तुंहर नाँव का हे?
filing-name-hint = सिरिफ नाँव लिखव, जइसे: रामलाल साहू
filing-place =
    📍 बात कोन गाँव नइते शहर के हे?
    नाँव लिखव, लोकेशन भेजव, नइते खाल्हे ले ब्लॉक चुनव।
filing-place-hint = गाँव के नाँव लिखव, नइते खाल्हे ले ब्लॉक चुनव।
filing-place-towns = 🏙️ शहर
filing-place-pin = नक्शा म बताय जगा
filing-village = 🏡 कोन गाँव? नाँव लिखव।
filing-village-whole = 🤷 पता नइ
filing-town = 🏙️ कोन शहर?
filing-which = येमा ले कोन आय?
filing-which-told = 📍 { $place } नाँव के एक ले जादा गाँव हे। तुंहर कोन आय?
filing-which-block = 🏘️ { $name } ब्लॉक के गाँव
filing-which-none = ↩️ येमा ले नोहय
filing-near = ये { $place } आय का?
filing-address = "{ $said }" हमर सूची म नइ मिलिस। पता ल अइसनेच लिख देवन का?
filing-address-use = ✅ अइसनेच लिखव
filing-address-again = ↩️ फेर बताना हे

filing-kind = ये समस्या आय, मांग आय के सुझाव?
filing-kind-problem = 🛠️ समस्या
filing-kind-demand = 🙏 मांग
filing-kind-suggestion = 💡 सुझाव
kind-problem = समस्या
kind-demand = मांग
kind-suggestion = सुझाव
filing-describe =
    ✍️ अपन बात बतावव: का होय हे, कहाँ, कब ले।
    लिखव, नइते बोल के 🎤, नइते फोटो 📷 भेजव।
filing-describe-hint = दू-चार शब्द म लिखव, नइते बोल के भेजव 🎤।
filing-more = ✍️ थोरिक अउ लिखव नइते बोलव 🎤। बस अतके हे? त "होगे" दबावव।
filing-more-done = ✔️ होगे
filing-split =
    ✂️ तुमन { $count } ठन अलग बात बताय हव:
    { $issues }
    का सबो बात ल अलगे-अलग लिखन? तब हर बात अपन विभाग म जाही।
filing-split-each = ✂️ अलगे-अलग
filing-split-together = 📎 सबो एक संग
filing-split-next = ➡️ अब दूसर बात।
filing-department = 🏛️ ये कोन विभाग के काम आय?
filing-department-hint = विभाग के बटन दबावव नइते ओकर नंबर लिखव।
filing-department-other = 🤷 दूसर / पता नइ
filing-about-road = 🛣️ कोन रद्दा आय? एकरे ले विभाग पता चलही।
filing-about-road-panchayat = 🏘️ गाँव भीतर के
filing-about-road-pwd = 🛣️ बड़े सड़क
filing-about-road-municipal = 🏙️ शहर भीतर के
filing-about-water = 🚰 कोन पानी के बात आय? एकरे ले विभाग पता चलही।
filing-about-water-phe = 🚰 पिये के, गाँव म
filing-about-water-municipal = 🏙️ पिये के, शहर म
filing-about-water-water-resources = 🌾 नहर नइते बाँध के
filing-about-patta = 📜 पट्टा कोन भुइयाँ के आय? एकरे ले विभाग पता चलही।
filing-about-patta-revenue = 📜 घर नइते खेत के
filing-about-patta-forest = 🌳 जंगल भुइयाँ के
filing-about-scholarship = 🎓 कोन छात्रवृत्ति आय? एकरे ले विभाग पता चलही।
filing-about-scholarship-tribal = 🎓 SC, ST, छात्रावास
filing-about-scholarship-education = 🏫 इस्कूल के
filing-about-scholarship-labour = 👷 मजदूर कारड के
filing-about-society = 🌾 समिति म का के बात आय? एकरे ले विभाग पता चलही।
filing-about-society-food = 🌾 धान, राशन
filing-about-society-agriculture = 🧪 खातू, बिजहा
filing-about-society-cooperative = 💰 करजा, खाता
filing-about-money = 💵 का के पइसा आय? एकरे ले विभाग पता चलही।
filing-about-money-panchayat = 🏠 आवास, मनरेगा
filing-about-money-agriculture = 🚜 किसान सम्मान
filing-about-money-wcd = 👩 महतारी वंदन
filing-about-money-social-welfare = 👵 पेंसन
filing-departments = 🏛️ विभाग चुनव।
filing-departments-other = 🤷 पता नइ
filing-whom = 👪 ये काकर बर हे? ओकर नाँव लिखव।
filing-whom-me = 🙋 मोर बर

filing-same = इही बात पहिली ले लिखाय हे: *{ $number }*। ओही म जोड़ देवन का?
filing-same-crowd = तीर-तखार के { $number } झन मन इही बात लिखवाय हें। संग म जुड़हू त सबो खबर तुंहला घलो मिलही। जुड़ना हे का?
filing-same-one = तीर-तखार के एक झन घलो इही बात लिखवाय हे। संग म जुड़हू त सबो खबर तुंहला घलो मिलही। जुड़ना हे का?
filing-same-add = ➕ ओही म जोड़व
filing-same-join = 🤝 संग म जुड़ना हे
filing-same-new = 🆕 ये नवा बात हे
filing-same-added = ➕ *{ $number }* म जोड़ देन। खबर इहें मिलही।
filing-same-joined = 🤝 तुमन घलो जुड़ गेव। नंबर: *{ $number }*। खबर इहें मिलही।
filing-same-refused = अब ओमा नइ जुड़ सकय। येला नवा बात मान के भेजथन।

filing-review =
    👀 एक घाँव देख लव:

    { $summary }

    अउ कुछु लिखना हे या फोटो 📷 देना हे, त अभीच देवव। सब सही हे का?
filing-review-hint = भेजव, बदलव या रद्द: येमा ले एक चुनव।
filing-review-send = ✅ भेजव
filing-review-change = ✏️ बदलव
filing-review-cancel = ❌ रद्द
filing-review-name = 👤 { $name }
filing-review-whom = 👪 { $name } बर
filing-review-place = 📍 { $place }
filing-review-story = 📝 { $story }
filing-review-desk = 🏛️ सही विभाग हमन चुन देबो।
filing-review-urgent = 🔴 जरूरी, झटकुन के काम
filing-review-confidential = 🔒 गोपनीय: सिरिफ बड़े अधिकारी मन देखहीं
count-photos = 📷 { $count }
count-voices = 🎤 { $count }
has-pin = 📍 नक्शा म
filing-change = ✏️ का बदलना हे?
filing-change-name = 👤 नाँव
filing-change-place = 📍 जगा
filing-change-kind = 🏷️ समस्या/मांग/सुझाव
filing-change-describe = 📝 बात
filing-change-department = 🏛️ विभाग
filing-change-whom = 👪 काकर बर
filing-change-nothing = ↩️ कुछु नइ
filing-discard = जेन लिखे हव, ओला हटा देवन का?
filing-discard-yes = 🗑️ हव, हटा देवव
filing-discard-no = ↩️ नइ, राहन देवव
filing-discarded = ठीक हे, कुछु नइ भेजे हन। जब मन करय, लिखव।

filing-filed = ✅ तुंहर बात लिखा गे! नंबर: *{ $number }*
filing-filed-department = { $department } करा पहुँच गे हे।
filing-filed-desk = 🏛️ हमन येला सही विभाग करा पहुँचा के तुंहला बताबो।
filing-filed-confidential = 🔒 येला सिरिफ ओ दफ्तर ले ऊपर के बड़े अधिकारी मन देखहीं।
filing-filed-due = 📅 { $day } तक जवाब मिलही।
filing-filed-ask = का होइस, जाने बर "स्थिति" लिखव। खबर इहें अपन-आप आही।
filing-filed-incomplete = 📝 तुंहर बात अधूरा रहि गे रिहिस, त जतका बताय रेहेव ततका लिख लेन। नंबर: *{ $number }*। तुमन अभो कुछु जोड़ सकत हव।
filing-refused = 😔 अभी नइ लिखा सकिस। तुंहर बात सुरक्षित हे। थोरिक बेर म फेर "भेजव" दबावव।
filing-nudge = 🙏 तुंहर बात अभी नइ भेजाय हे। आघू बढ़न का?

confidential-note = 🔒 ये बात गोपनीय रइही: जेकर शिकायत हे, ओ अउ ओकर दफ्तर वाले मन येला नइ देखँय।
emergency-general = 🚨 खतरा हे त अभीच *112* म फोन करव।
emergency-fire = 🔥 अभीच *101* या *112* म फोन करव। बाहिर निकलव, धुआँ ले दूरिहा रहव।
emergency-accident = 🚑 अभीच *108* (एंबुलेंस) या *112* म फोन करव।
emergency-medical = 🚑 अभीच *108* (एंबुलेंस) म फोन करव।
emergency-snakebite = 🐍 अभीच *108* म फोन करव। झन काटव, झन कस के बाँधव; बिन हलाय तुरते अस्पताल ले जावव।
emergency-crime = 🚓 अभीच *112* (पुलिस) म फोन करव।
emergency-violence = 🚓 अभीच *112* म फोन करव। महिला मन बर *181*, दिन-रात।
emergency-child = 👧 अभीच *1098* (लइका मन बर) या *112* म फोन करव।
emergency-suicide = 🤝 तुमन अकेल्ला नइ हव। अभीच काकरो ले गोठियावव: *14416* (फोकट, दिन-रात) या *112*।
emergency-cyber = 💳 अभीच *1930* म अउ अपन बैंक ल फोन करव: जतका जल्दी, ततका पइसा बाँचही।
emergency-wild-animal = 🐘 दूरिहा रहव अउ अभीच *112* म फोन करव।
emergency-electric = ⚡ झन छूवव, सबो ल दूरिहा राखव। अभीच *1912* (बिजली) या *112* म फोन करव।
emergency-flood = 🌊 सुरक्षित जगा जावव अउ अभीच *112* म फोन करव।
emergency-trapped = 🚓 अभीच *112* (पुलिस) म फोन करव। लइका मन बर *1098*, महिला मन बर *181*।
aside-emergency = जब तुमन सुरक्षित रहव: येला इहाँ लिख घलो देवन का?
aside-emergency-yes = ✅ लिख देवव
aside-emergency-no = ❌ जरूरत नइ हे
aside-elsewhere = तभो ले इहाँ लिख देवन का?
aside-elsewhere-yes = ✅ लिख देवव
aside-elsewhere-no = ❌ जरूरत नइ हे
aside-left = ठीक हे। जब जरूरत परही, हमन इहें हन।
deflection-general = 🙏 येकर फैसला ये जिला के दफ्तर म नइ होवय।
deflection-other-district = 🙏 ये दूसर जिला के बात आय। उहाँ के कलेक्टर दफ्तर देखही; पूरा राज बर: janshikayat.cg.nic.in
deflection-court = ⚖️ ये मामला अदालत म हे, तेकर सेती दफ्तर फैसला नइ कर सकय। वकील के फोकट मदद: जिला विधिक सेवा प्राधिकरण, फोन 15100।
deflection-rti = 📄 सूचना के अधिकार के कागज चाही त rtionline.cg.gov.in म, नइते ओही दफ्तर के सूचना अधिकारी ल फीस संग आवेदन देवव।
abuse = 🙏 हमन मदद करना चाहथन। जेन तकलीफ हे, हरू-हरू लिखव; ओला मनखेच मन पढ़थें।
talk = 🙂 इहाँ जिला के सबो विभाग बर समस्या, मांग अउ सुझाव लिखे जाथे।
