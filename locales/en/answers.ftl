# When an answer is not clear: what was understood, and what to do.

reply-which = 💬 *{ $number }*: the officer had asked: "{ $question }" Is this the answer, or something new?
reply-which-message = 💬 *{ $number }*: the officer had written to you. Is this the answer, or something new?
reply-which-answer = 💬 The answer
reply-which-new = 🆕 Something new
page-more = ▶️ Show more
work-department-elsewhere = 📍 Ours, elsewhere
work-place = 📍 *{ $number }*: which place is it? Choose the block or town, or write the village.
work-place-which = Which of these?
work-place-hint = This place is not in the list. Write the village again, or choose the block.
speak-instead = 🎤 No need to read or write. Hold the microphone and speak: that is registered just like that.
name-why = 👤 We ask so that the officer knows whom it is from. To leave it out, write "next".
filing-place-not-a-place = That does not look like a place.
place-noted = 📍 { $place }, noted.
filing-owner = 👪 Until now this was { $said }. Is { $name } for this one only, or from now on?
filing-owner-this = 👪 This one only
filing-owner-always = 🙋 From now on
filing-which-village = 🏡 { $name } village
verdict-reason-hint = In a word or two: what is left, or what went wrong?
tracking-none-yet = Nothing of yours is registered yet; this one is still to be sent.
