# जब जवाब साफ नइ हे: का समझेन, अउ का करव।

reply-which = 💬 *{ $number }* के अधिकारी पूछे रहिस: { $question } ये ओकरे जवाब आय, नइते नवा बात?
reply-which-message = 💬 *{ $number }* के अधिकारी तुमन ल लिखे रहिस। ये ओकरे जवाब आय, नइते नवा बात?
reply-which-answer = 💬 ओकरे जवाब
reply-which-new = 🆕 नवा बात
