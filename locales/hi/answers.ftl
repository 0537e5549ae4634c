# जब जवाब साफ़ न हो: क्या समझा, और क्या करें।

reply-which = 💬 *{ $number }* के अधिकारी ने पूछा था: { $question } यह उसी का जवाब है, या नई बात?
reply-which-message = 💬 *{ $number }* के अधिकारी ने आपको लिखा था। यह उसी का जवाब है, या नई बात?
reply-which-answer = 💬 उसी का जवाब
reply-which-new = 🆕 नई बात
