# नागरिक अउ अधिकारी मन ल अपने अपन जवइया संदेस।

notice-taken = आपके आवेदन दर्ज होगे। नंबर: *{ $number }*
    जवाब के तारीख: { $due }
notice-assigned = *{ $number }*: आपके बात { $department } ल मिल गे हे। { $due } तक काम होना हे।
notice-screened = *{ $number }*: हमन देखत हन के ये कोन विभाग के काम हे। आप ल फेर कुछु नइ करना हे।
notice-started = *{ $number }*: { $department } ह काम सुरू कर दिस।
notice-question = *{ $number }*: अधिकारी आप ले पूछत हें:
    “{ $words }”
    एखर जवाब इहें लिखव या बोल के भेजव।
notice-resolved = *{ $number }*: { $department } के कहना हे के काम होगे:
    “{ $words }”
    सिरतोन म बनिस का?
notice-followed-resolved = *{ $number }* (जेमा आप घलो जुड़े हव): { $department } के कहना हे के काम होगे:
    “{ $words }”
notice-ask-again = *{ $number }*: एक घव बता देवव, काम सिरतोन म होगे का? { $department } कहे रिहिस:
    “{ $words }”
notice-second-look = *{ $number }*: एक महीना होगे। काम अभो घलो बने चलत हे का?
notice-transferred = *{ $number }*: ये काम { $department } के निकलिस, तेखर सेती ओमन ल भेज दे हन। तारीख उही हे: { $due }। आप ल कहूँ नइ जाना हे।
notice-extended = *{ $number }*: { $department } ल अउ टेम लगही। कारन: “{ $words }”
    नवा तारीख: { $due }
notice-rejected = *{ $number }*: ये काम नइ हो सकय। कारन: “{ $words }”
    आप राजी नइ हव त ऊपर के अधिकारी करा अपील कर सकत हव।
notice-reopened = *{ $number }*: ऊपर के अधिकारी ह एला फेर खोलवाय हे। नवा तारीख: { $due }
notice-appealed = *{ $number }*: आपके अपील ऊपर के अधिकारी करा पहुँच गे। फइसला { $due } तक होही।
notice-overdue = *{ $number }*: तय तारीख निकल गे, एखर बर माफी। बात ल अब ऊपर के अधिकारी तक पहुँचा दे हन।
notice-resumed = *{ $number }*: आपके जवाब नइ मिलिस, तभो ले काम आघू बढ़त हे। जवाब अभो भेज सकत हव।
notice-closed = *{ $number }*: 7 दिन म आपके जवाब नइ आइस, तेखर सेती अभी बंद करत हन। काम नइ होय होही त बता देवव, फेर खुल जाही।
notice-message = *{ $number }*: अधिकारी के संदेस:
    “{ $words }”
notice-merged = *{ $number }*: गाँव ले इही बात अउ मनखे मन घलो कहे हें, तेखर सेती सब ल एक संग जोड़ दे हन। हर खबर आपो ल मिलही।
notice-unmerged = *{ $number }*: आपके आवेदन अब फेर अलग ले देखे जाही।
notice-withdrawn = *{ $number }* ल वापिस ले ले गे हे।
notice-yes = हव, बनगे
notice-no = नइ होय हे
notice-unsure = पता नइ
notice-appeal = अपील करव
alert-new = 🆕 नवा आवेदन
alert-passed-on = 🔁 आप ल सौंपे गे हे
alert-answered = 💬 नागरिक ह जवाब दिस: “{ $words }”
alert-resumed = ⏯ नागरिक के जवाब नइ आइस, टेम फेर चलत हे
alert-added = ➕ नागरिक ह अउ बताइस: “{ $words }”
alert-message = ✉️ नागरिक के संदेस: “{ $words }”
alert-reminder = ⏰ सुरता: { $due } तक पूरा करना हे
alert-unseen = 👀 अभी तक नइ देखे गे हे
alert-escalated = 🔺 टेम निकल गे (स्तर { $level })
alert-order = 📌 आदेस: “{ $words }”
alert-disputed = ❗ नागरिक कहिस, काम नइ होय हे: “{ $words }”
alert-reopened = ❗ फेर खोले गिस: “{ $words }”
alert-appeal = ⚖️ अपील, फइसला आप ल करना हे: “{ $words }”
alert-confirmed = ✅ नागरिक कहिस, काम होगे
alert-withdrawn = ↩️ नागरिक ह वापिस ले लिस
alert-nudged = 🔔 नागरिक ह सुरता कराइस
alert-rejection = 🚫 अस्वीकृति के मंजूरी माँगे गे हे: “{ $words }”
alert-rejection-approved = 🚫 अस्वीकृति मंजूर होगे
alert-rejection-declined = ↪️ अस्वीकृति मंजूर नइ होइस, काम चालू रखव
alert-desk = 🗂 छँटाई म आइस: “{ $words }”
alert-number = { $kind } · *{ $number }*
alert-place = 📍 { $place }
alert-words = “{ $words }”
alert-files = 📷 फोटो { $photos }, 🎤 अवाज { $voices }
alert-due = 🗓 { $due } तक
alert-overdue = 🔴 { $due } के टेम निकल गे
alert-urgent = 🚨 *तुरते*
alert-confidential = 🔒 गोपनीय
alert-for = ({ $officer } बर)
alert-joined = 👥 { $joined } अउ मनखे के घलो इही बात
alert-list = का करना हे
alert-do-view = 👀 देख लेंव
alert-do-start = 🔧 काम सुरू
alert-do-resolve = ✅ होगे
alert-do-ask = ❓ पूछव
alert-do-transfer = 🔁 हमर नो हे
alert-do-extend = ⏳ टेम चाही
alert-do-approve_rejection = ✅ मंजूर
alert-do-decline_rejection = ↪️ नामंजूर
alerts-title = 📋 आपके आवेदन, { $date } (नवा खबर { $news }, खुले { $open }, टेम निकले { $overdue })
alerts-line = { $position }. *{ $number }* { $place }: { $what }
alerts-more = … अउ { $more }
alert-kind-problem = समस्या
alert-kind-demand = मांग
alert-kind-suggestion = सुझाव
news-alert-new = नवा आवेदन
news-alert-passed-on = आप ल सौंपे गे हे
news-alert-answered = नागरिक ह जवाब दिस
news-alert-resumed = टेम फेर चलत हे
news-alert-added = नागरिक ह अउ बताइस
news-alert-message = नागरिक के संदेस
news-alert-reminder = टेम के सुरता रखव
news-alert-unseen = अभी तक नइ देखे गे हे
news-alert-escalated = टेम निकल गे
news-alert-order = आदेस
news-alert-disputed = नागरिक कहिस, नइ होय हे
news-alert-reopened = फेर खुलिस
news-alert-appeal = अपील
news-alert-confirmed = नागरिक कहिस, होगे
news-alert-withdrawn = वापिस ले गिस
news-alert-nudged = नागरिक ह सुरता कराइस
news-alert-rejection = अस्वीकृति के मंजूरी चाही
news-alert-rejection-approved = अस्वीकृति मंजूर
news-alert-rejection-declined = अस्वीकृति नामंजूर
news-alert-desk = छँटाई म
alerts-choose = आवेदन चुनव
