# What citizens and officers are told without asking.

notice-taken = ✅ Registered! Your number: *{ $number }*
    📅 You will have an answer by { $due }.
notice-assigned = 📬 *{ $number }*: { $department } has it now. You will have an answer by { $due }.
notice-screened = 🗂️ *{ $number }*: we are finding out which department should do this. You need not do anything.
notice-started = 🔧 *{ $number }*: { $department } has started work.
notice-question = ❓ *{ $number }*: the officer asks:
    “{ $words }”
    Write or speak 🎤 your answer here.
notice-resolved = ☑️ *{ $number }*: { $department } says it is done:
    “{ $words }”
    Is it really done?
notice-followed-resolved = ☑️ *{ $number }* (you joined it): { $department } says it is done:
    “{ $words }”
notice-ask-again = ☑️ *{ $number }*: { $department } said it was done:
    “{ $words }”
    Tell us once: is it really done?
notice-second-look = ☑️ *{ $number }*: it was done a month ago. Is it still all right?
notice-transferred = ➡️ *{ $number }*: this is the work of { $department }, so it was sent there. The date stays: { $due }. You need not go anywhere.
notice-extended = ⏳ *{ $number }*: { $department } needs more time. Reason: “{ $words }”
    📅 New date: { $due }
notice-rejected = ⛔ *{ $number }*: this cannot be done. Reason: “{ $words }”
    If you do not agree, you can send it to a senior officer.
notice-reopened = 🔁 *{ $number }*: a senior officer has opened this again. New date: { $due }
notice-appealed = ⬆️ *{ $number }* is now with a senior officer. You will have a decision by { $due }.
notice-overdue = ⏰ *{ $number }*: the date has passed and it is not done; we are sorry. A senior officer has been told.
notice-resumed = 🔧 *{ $number }*: your answer did not come, but the work goes on. You can still send it.
notice-closed = ⏹️ *{ $number }*: no answer came in 7 days, so we close it for now. If it is not done, write to us and it opens again.
notice-message = 💬 *{ $number }*: message from the officer:
    “{ $words }”
notice-merged = 🔗 *{ $number }*: others said the same, so they were joined into one. You will get all the news.
notice-not-fixed = 🔁 *{ $number }*: one of those who said the same says it is not done, so it is open again. New date: { $due }
notice-unmerged = 🔗 *{ $number }*: your ticket is looked at on its own again.
notice-withdrawn = ↩️ *{ $number }* is taken back.
office-of = { $name }
senior-officer = A senior officer
files-here = 📎 *{ $number }*
notice-yes = ✅ Yes, it is done
notice-no = ❌ No, it is not
notice-unsure = 🤷 Don't know yet
notice-appeal = ⬆️ Send it higher
alert-new = 🆕 New ticket
alert-passed-on = ➡️ Passed on to you
alert-answered = 💬 The citizen answered: “{ $words }”
alert-resumed = ⏯ No answer from the citizen; the clock runs again
alert-added = ➕ The citizen added: “{ $words }”
alert-message = ✉️ Message from the citizen: “{ $words }”
alert-reminder = 🔔 Reminder: due by { $due }
alert-unseen = 👀 Not seen yet
alert-escalated = 🔺 Overdue (level { $level })
alert-sent-up = 🔺 Sent up to you: “{ $words }”
alert-order = 📌 Order: “{ $words }”
alert-disputed = ❗ The citizen says it is not done: “{ $words }”
alert-reopened = 🔁 Opened again: “{ $words }”
alert-appeal = ⬆️ Appeal for you to decide: “{ $words }”
alert-confirmed = ✅ The citizen says it is done
alert-withdrawn = ↩️ The citizen took it back
alert-nudged = 🔔 The citizen sent a reminder
alert-rejection = ⛔ Rejection waits for your approval: “{ $words }”
alert-rejection-approved = ⛔ Rejection approved
alert-rejection-declined = ↪️ Rejection not approved; go on with the work
alert-desk = 🗂 At the screening desk: “{ $words }”
alert-number = { $kind } · *{ $number }*
alert-place = 📍 { $place }
alert-words = “{ $words }”
alert-files = 📷 Photos { $photos }, 🎤 voice notes { $voices }
alert-due = 📅 Due by { $due }
alert-overdue = ⏰ Was due by { $due }
alert-urgent = 🔴 *Urgent*
alert-confidential = 🔒 Confidential
alert-for = (for { $officer })
alert-hops = 🔁 Passed on { $hops } ×
alert-joined = 👥 { $joined } more people have the same trouble
alert-list = Choose
alert-do-view = 👀 Seen
alert-do-start = 🔧 Start work
alert-do-resolve = ✅ Done
alert-do-ask = ❓ Ask
alert-do-transfer = ➡️ Not ours
alert-do-extend = ⏳ More time
alert-do-approve_rejection = ✅ Approve
alert-do-decline_rejection = ↪️ Decline
alerts-title = 📋 Your tickets, { $date } (news { $news }, open { $open }, overdue { $overdue })
alerts-line = { $position }. *{ $number }* { $place }: { $what }
alerts-more = … and { $more } more
alert-kind-problem = Problem
alert-kind-demand = Demand
alert-kind-suggestion = Suggestion
news-alert-new = new
news-alert-passed-on = passed on to you
news-alert-answered = citizen answered
news-alert-resumed = clock runs again
news-alert-added = citizen added something
news-alert-message = message from the citizen
news-alert-reminder = the date is near
news-alert-unseen = not seen yet
news-alert-escalated = overdue
news-alert-sent-up = sent up to you
news-alert-order = order
news-alert-disputed = citizen says not done
news-alert-reopened = opened again
news-alert-appeal = appeal
news-alert-confirmed = citizen says done
news-alert-withdrawn = taken back
news-alert-nudged = citizen sent a reminder
news-alert-rejection = rejection to approve
news-alert-rejection-approved = rejection approved
news-alert-rejection-declined = rejection declined
news-alert-desk = to be sorted
alerts-choose = Choose a ticket
call-confidential = 🔒 A confidential matter has news: please sign in to the portal and look.

broadcast-message =
    📢 *For { $place }*
    { $words }

    🔕 To get no more of these write "stop messages".
broadcast-message-of =
    📢 *For { $place }*
    🏛️ { $department }
    { $words }

    🔕 To get no more of these write "stop messages".
