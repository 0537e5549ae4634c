# नागरिकों और अधिकारियों को अपने आप जाने वाले संदेश।

notice-taken = ✅ आपकी बात दर्ज हो गई। नंबर: *{ $number }*
    📅 { $due } तक जवाब मिलेगा।
notice-assigned = 📬 *{ $number }*: आपकी बात { $department } के पास पहुँच गई है। { $due } तक जवाब मिलेगा।
notice-screened = 🗂️ *{ $number }*: हम देख रहे हैं कि यह किस विभाग का काम है। आपको कुछ नहीं करना है।
notice-started = 🔧 *{ $number }*: { $department } ने काम शुरू कर दिया है।
notice-question = ❓ *{ $number }*: अधिकारी पूछते हैं:
    “{ $words }”
    जवाब यहीं लिखिए या बोलकर 🎤 भेजिए।
notice-resolved = ☑️ *{ $number }*: { $department } का कहना है कि काम हो गया:
    “{ $words }”
    क्या सच में हो गया?
notice-followed-resolved = ☑️ *{ $number }* (जिसमें आप भी जुड़े हैं): { $department } का कहना है कि काम हो गया:
    “{ $words }”
notice-ask-again = ☑️ *{ $number }*: { $department } ने कहा था कि काम हो गया:
    “{ $words }”
    एक बार बता दीजिए, क्या सच में हो गया?
notice-second-look = ☑️ *{ $number }*: काम हुए एक महीना हो गया। क्या अब भी ठीक चल रहा है?
notice-transferred = ➡️ *{ $number }*: यह काम { $department } का निकला, इसलिए उनके पास भेज दिया है। तारीख वही है: { $due }। आपको कहीं जाना नहीं है।
notice-extended = ⏳ *{ $number }*: { $department } को और समय लगेगा। कारण: “{ $words }”
    📅 नई तारीख: { $due }
notice-rejected = ⛔ *{ $number }*: यह काम नहीं हो सकेगा। कारण: “{ $words }”
    ठीक न लगे तो बड़े अधिकारी के पास भेज सकते हैं।
notice-reopened = 🔁 *{ $number }*: बड़े अधिकारी ने इसे फिर से खुलवाया है। नई तारीख: { $due }
notice-appealed = ⬆️ *{ $number }* अब बड़े अधिकारी के पास है। { $due } तक फ़ैसला होगा।
notice-overdue = ⏰ *{ $number }*: तारीख निकल गई और काम नहीं हुआ, माफ़ कीजिए। बड़े अधिकारी को बता दिया है।
notice-resumed = 🔧 *{ $number }*: आपका जवाब नहीं मिला, फिर भी काम आगे बढ़ रहा है। जवाब अब भी भेज सकते हैं।
notice-closed = ⏹️ *{ $number }*: 7 दिन में आपका जवाब नहीं आया, इसलिए अभी बंद कर रहे हैं। काम नहीं हुआ हो तो लिख दीजिए, फिर खुल जाएगा।
notice-message = 💬 *{ $number }*: अधिकारी का संदेश:
    “{ $words }”
notice-merged = 🔗 *{ $number }*: यही बात और लोगों ने भी कही है, इसलिए सबको एक साथ जोड़ दिया है। हर खबर आपको भी मिलेगी।
notice-not-fixed = 🔁 *{ $number }*: यही बात बताने वाले एक और व्यक्ति ने कहा कि काम नहीं हुआ, इसलिए फिर से खुल गया। नई तारीख: { $due }
notice-unmerged = 🔗 *{ $number }*: आपका आवेदन अब फिर अलग से देखा जाएगा।
notice-withdrawn = ↩️ *{ $number }* वापस ले लिया।
office-of = { $name } विभाग
senior-officer = बड़े अधिकारी
files-here = 📎 *{ $number }*
notice-yes = ✅ हाँ, हो गया
notice-no = ❌ नहीं हुआ
notice-unsure = 🤷 पता नहीं
notice-appeal = ⬆️ ऊपर भेजिए
alert-new = 🆕 नया आवेदन
alert-passed-on = ➡️ आपको सौंपा गया
alert-answered = 💬 नागरिक ने जवाब दिया: “{ $words }”
alert-resumed = ⏯ नागरिक का जवाब नहीं आया, समय फिर चल रहा है
alert-added = ➕ नागरिक ने और बताया: “{ $words }”
alert-message = ✉️ नागरिक का संदेश: “{ $words }”
alert-reminder = 🔔 याद रहे: { $due } तक पूरा करना है
alert-unseen = 👀 अभी तक नहीं देखा गया
alert-escalated = 🔺 समय निकल गया (स्तर { $level })
alert-sent-up = 🔺 आपके पास ऊपर भेजा गया: “{ $words }”
alert-order = 📌 निर्देश: “{ $words }”
alert-disputed = ❗ नागरिक ने कहा, काम नहीं हुआ: “{ $words }”
alert-reopened = 🔁 फिर से खुला: “{ $words }”
alert-appeal = ⬆️ अपील, फ़ैसला आपको करना है: “{ $words }”
alert-confirmed = ✅ नागरिक ने कहा, काम हो गया
alert-withdrawn = ↩️ नागरिक ने आवेदन वापस ले लिया
alert-nudged = 🔔 नागरिक ने याद दिलाया
alert-rejection = ⛔ अस्वीकार करने की मंज़ूरी माँगी गई: “{ $words }”
alert-rejection-approved = ⛔ अस्वीकार करना मंज़ूर हुआ
alert-rejection-declined = ↪️ अस्वीकार करना मंज़ूर नहीं हुआ, काम जारी रखिए
alert-desk = 🗂 छँटाई में आया: “{ $words }”
alert-number = { $kind } · *{ $number }*
alert-place = 📍 { $place }
alert-words = “{ $words }”
alert-files = 📷 फ़ोटो { $photos }, 🎤 आवाज़ { $voices }
alert-due = 📅 { $due } तक
alert-overdue = ⏰ { $due } तक होना था
alert-urgent = 🔴 *तुरंत*
alert-confidential = 🔒 गोपनीय
alert-for = ({ $officer } के लिए)
alert-hops = 🔁 { $hops } बार आगे भेजा गया
alert-joined = 👥 { $joined } और लोगों की भी यही बात
alert-list = क्या करना है
alert-do-view = 👀 देखा
alert-do-start = 🔧 काम शुरू
alert-do-resolve = ✅ हुआ
alert-do-ask = ❓ पूछें
alert-do-transfer = ➡️ हमारा नहीं
alert-do-extend = ⏳ समय चाहिए
alert-do-approve_rejection = ✅ मंज़ूर
alert-do-decline_rejection = ↪️ नामंज़ूर
alerts-title = 📋 आपके आवेदन, { $date } (नई खबर { $news }, खुले { $open }, समय निकला { $overdue })
alerts-line = { $position }. *{ $number }* { $place }: { $what }
alerts-more = … और { $more }
alert-kind-problem = समस्या
alert-kind-demand = मांग
alert-kind-suggestion = सुझाव
news-alert-new = नया आवेदन
news-alert-passed-on = आपको सौंपा गया
news-alert-answered = नागरिक ने जवाब दिया
news-alert-resumed = समय फिर चल रहा है
news-alert-added = नागरिक ने और बताया
news-alert-message = नागरिक का संदेश
news-alert-reminder = तारीख पास है
news-alert-unseen = अभी तक नहीं देखा
news-alert-escalated = समय निकल गया
news-alert-sent-up = ऊपर भेजा गया
news-alert-order = निर्देश
news-alert-disputed = नागरिक ने कहा, नहीं हुआ
news-alert-reopened = फिर से खुला
news-alert-appeal = अपील
news-alert-confirmed = नागरिक ने कहा, हो गया
news-alert-withdrawn = वापस लिया गया
news-alert-nudged = नागरिक ने याद दिलाया
news-alert-rejection = अस्वीकार की मंज़ूरी चाहिए
news-alert-rejection-approved = अस्वीकार मंज़ूर
news-alert-rejection-declined = अस्वीकार नामंज़ूर
news-alert-desk = छँटाई में
alerts-choose = आवेदन चुनिए
call-confidential = 🔒 एक गोपनीय मामले में कुछ नया है: कृपया पोर्टल में प्रवेश करके देख लें।

broadcast-message =
    📢 *{ $place } के लिए सूचना*
    { $words }

    🔕 ऐसी सूचनाएँ न चाहिए हों तो "सूचनाएँ बंद" लिखिए।
broadcast-message-of =
    📢 *{ $place } के लिए सूचना*
    🏛️ { $department }
    { $words }

    🔕 ऐसी सूचनाएँ न चाहिए हों तो "सूचनाएँ बंद" लिखिए।
