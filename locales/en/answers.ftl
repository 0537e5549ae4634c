# When an answer is not clear: what was understood, and what to do.

reply-which = 💬 *{ $number }*: the officer had asked: { $question } Is this the answer, or something new?
reply-which-message = 💬 *{ $number }*: the officer had written to you. Is this the answer, or something new?
reply-which-answer = 💬 The answer
reply-which-new = 🆕 Something new
