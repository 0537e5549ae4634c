# नागरिक अउ अधिकारी मन ल अपने अपन जवइया संदेस।

notice-taken = ✅ तुंहर बात लिखा गे। नंबर: *{ $number }*
    📅 { $due } तक जवाब मिलही।
notice-assigned = 📬 *{ $number }*: तुंहर बात { $department } करा पहुँच गे हे। { $due } तक जवाब मिलही।
notice-screened = 🗂️ *{ $number }*: हमन देखत हन के ये कोन विभाग के काम आय। तुंहला कुछु नइ करना हे।
notice-started = 🔧 *{ $number }*: { $department } काम शुरू कर दे हे।
notice-question = ❓ *{ $number }*: अधिकारी पूछत हें:
    “{ $words }”
    जवाब इहें लिखव नइते बोल के 🎤 भेजव।
notice-resolved = ☑️ *{ $number }*: { $department } कहिथे के काम होगे:
    “{ $words }”
    सिरतोन होगे का?
notice-followed-resolved = ☑️ *{ $number }* (जेमा तुमन घलो जुड़े हव): { $department } कहिथे के काम होगे:
    “{ $words }”
notice-ask-again = ☑️ *{ $number }*: { $department } कहे रिहिस के काम होगे:
    “{ $words }”
    एक घाँव बता देवव, सिरतोन होगे का?
notice-second-look = ☑️ *{ $number }*: काम होय एक महीना होगे। अभो बने चलत हे का?
notice-transferred = ➡️ *{ $number }*: ये काम { $department } के निकलिस, तेकर सेती ओकर करा भेज दे हन। तारीख उही हे: { $due }। तुंहला कहूँ नइ जाना हे।
notice-extended = ⏳ *{ $number }*: { $department } ल अउ समय लगही। कारन: “{ $words }”
    📅 नवा तारीख: { $due }
notice-rejected = ⛔ *{ $number }*: ये काम नइ हो सकय। कारन: “{ $words }”
    बने नइ लागय त बड़े अधिकारी करा भेज सकत हव।
notice-reopened = 🔁 *{ $number }*: बड़े अधिकारी येला फेर खोलवाय हें। नवा तारीख: { $due }
notice-appealed = ⬆️ *{ $number }* अब बड़े अधिकारी करा हे। { $due } तक फैसला होही।
notice-overdue = ⏰ *{ $number }*: तारीख निकल गे अउ काम नइ होय हे, माफी देहू। बड़े अधिकारी ल बता दे हन।
notice-resumed = 🔧 *{ $number }*: तुंहर जवाब नइ मिलिस, तभो ले काम आघू बढ़त हे। जवाब अभो भेज सकत हव।
notice-closed = ⏹️ *{ $number }*: 7 दिन म तुंहर जवाब नइ आइस, तेकर सेती अभी बंद करत हन। काम नइ होय होही त लिख देवव, फेर खुल जाही।
notice-message = 💬 *{ $number }*: अधिकारी के संदेश:
    “{ $words }”
notice-merged = 🔗 *{ $number }*: इही बात अउ मनखे मन घलो कहे हें, तेकर सेती सबो ल एक संग जोड़ दे हन। सबो खबर तुंहला घलो मिलही।
notice-not-fixed = 🔁 *{ $number }*: इही बात बतइया एक झन कहिस के काम नइ होय हे, तेकर सेती फेर खुल गे। नवा तारीख: { $due }
notice-unmerged = 🔗 *{ $number }*: तुंहर आवेदन अब फेर अलगे देखे जाही।
notice-withdrawn = ↩️ *{ $number }* वापिस होगे।
office-of = { $name }
senior-officer = बड़े अधिकारी
files-here = 📎 *{ $number }*
notice-yes = ✅ हव, होगे
notice-no = ❌ नइ होय हे
notice-unsure = 🤷 पता नइ
notice-appeal = ⬆️ ऊपर भेजव
alert-new = 🆕 नवा आवेदन
alert-passed-on = ➡️ तुंहला सौंपे गे हे
alert-answered = 💬 नागरिक जवाब दिस: “{ $words }”
alert-resumed = ⏯ नागरिक के जवाब नइ आइस, समय फेर चलत हे
alert-added = ➕ नागरिक अउ बताइस: “{ $words }”
alert-message = ✉️ नागरिक के संदेश: “{ $words }”
alert-reminder = 🔔 सुरता राखव: { $due } तक पूरा करना हे
alert-unseen = 👀 अभी तक नइ देखे गे हे
alert-escalated = 🔺 समय निकल गे (स्तर { $level })
alert-sent-up = 🔺 तुंहर करा ऊपर भेजे गे हे: “{ $words }”
alert-order = 📌 निर्देश: “{ $words }”
alert-disputed = ❗ नागरिक कहिस, काम नइ होय हे: “{ $words }”
alert-reopened = 🔁 फेर खुलिस: “{ $words }”
alert-appeal = ⬆️ अपील, फैसला तुंहला करना हे: “{ $words }”
alert-confirmed = ✅ नागरिक कहिस, काम होगे
alert-withdrawn = ↩️ नागरिक आवेदन ल वापिस ले लिस
alert-nudged = 🔔 नागरिक सुरता कराइस
alert-rejection = ⛔ अस्वीकार करे के मंजूरी माँगे गे हे: “{ $words }”
alert-rejection-approved = ⛔ अस्वीकार करना मंजूर होगे
alert-rejection-declined = ↪️ अस्वीकार करना मंजूर नइ होइस, काम चालू राखव
alert-desk = 🗂 छँटाई म आइस: “{ $words }”
alert-number = { $kind } · *{ $number }*
alert-place = 📍 { $place }
alert-words = “{ $words }”
alert-files = 📷 फोटो { $photos }, 🎤 आवाज { $voices }
alert-due = 📅 { $due } तक
alert-overdue = ⏰ { $due } तक होना रिहिस
alert-urgent = 🔴 *तुरते*
alert-confidential = 🔒 गोपनीय
alert-for = ({ $officer } बर)
alert-hops = 🔁 { $hops } घाँव आघू भेजे गे हे
alert-joined = 👥 अउ { $joined } झन के घलो इही बात
alert-list = का करना हे
alert-do-view = 👀 देखेंव
alert-do-start = 🔧 काम शुरू
alert-do-resolve = ✅ होगे
alert-do-ask = ❓ पूछव
alert-do-transfer = ➡️ हमर नोहय
alert-do-extend = ⏳ समय चाही
alert-do-approve_rejection = ✅ मंजूर
alert-do-decline_rejection = ↪️ नामंजूर
alerts-title = 📋 तुंहर आवेदन, { $date } (नवा खबर { $news }, खुले { $open }, समय निकले { $overdue })
alerts-line = { $position }. *{ $number }* { $place }: { $what }
alerts-more = … अउ { $more }
alert-kind-problem = समस्या
alert-kind-demand = मांग
alert-kind-suggestion = सुझाव
news-alert-new = नवा आवेदन
news-alert-passed-on = तुंहला सौंपे गे हे
news-alert-answered = नागरिक जवाब दिस
news-alert-resumed = समय फेर चलत हे
news-alert-added = नागरिक अउ बताइस
news-alert-message = नागरिक के संदेश
news-alert-reminder = तारीख तीर म हे
news-alert-unseen = अभी तक नइ देखे गे हे
news-alert-escalated = समय निकल गे
news-alert-sent-up = ऊपर भेजे गे हे
news-alert-order = निर्देश
news-alert-disputed = नागरिक कहिस, नइ होय हे
news-alert-reopened = फेर खुलिस
news-alert-appeal = अपील
news-alert-confirmed = नागरिक कहिस, होगे
news-alert-withdrawn = वापिस ले लिस
news-alert-nudged = नागरिक सुरता कराइस
news-alert-rejection = अस्वीकार के मंजूरी चाही
news-alert-rejection-approved = अस्वीकार मंजूर
news-alert-rejection-declined = अस्वीकार नामंजूर
news-alert-desk = छँटाई म
alerts-choose = आवेदन चुनव
call-confidential = 🔒 एक गोपनीय बात म कुछु नवा हे: पोर्टल म जाके देख लेवव।

broadcast-message =
    📢 *{ $place } बर सूचना*
    { $words }

    🔕 अइसन सूचना नइ चाही त "सूचना बंद" लिखव।
broadcast-message-of =
    📢 *{ $place } बर सूचना*
    🏛️ { $department }
    { $words }

    🔕 अइसन सूचना नइ चाही त "सूचना बंद" लिखव।
