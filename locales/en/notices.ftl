# What citizens and officers are told without asking.

notice-taken = Your grievance is registered. Number: *{ $number }*
    Answer due by: { $due }
notice-assigned = *{ $number }*: { $department } has your grievance. It is due by { $due }.
notice-screened = *{ $number }*: We are finding out which department should do this. You need not do anything.
notice-started = *{ $number }*: { $department } has started work.
notice-question = *{ $number }*: The officer asks you:
    “{ $words }”
    Please write or speak your answer here.
notice-resolved = *{ $number }*: { $department } says it is done:
    “{ $words }”
    Is it really fixed?
notice-followed-resolved = *{ $number }* (you joined it): { $department } says it is done:
    “{ $words }”
notice-ask-again = *{ $number }*: Please tell us once: is it really fixed? { $department } had said:
    “{ $words }”
notice-second-look = *{ $number }*: A month has passed. Is it still working?
notice-transferred = *{ $number }*: This belongs to { $department }, so it was sent there. The date stays: { $due }. You need not go anywhere.
notice-extended = *{ $number }*: { $department } needs more time. Reason: “{ $words }”
    New date: { $due }
notice-rejected = *{ $number }*: This cannot be done. Reason: “{ $words }”
    If you do not agree, you can appeal to the next level.
notice-reopened = *{ $number }*: A senior officer has reopened this. New date: { $due }
notice-appealed = *{ $number }*: Your appeal has reached the next level. It will be decided by { $due }.
notice-overdue = *{ $number }*: The date has passed, and we are sorry. It has now been raised with the officer above.
notice-resumed = *{ $number }*: We did not get your answer, but work goes on. You can still send it.
notice-closed = *{ $number }*: No answer came in 7 days, so we close it for now. If it is not fixed, tell us and it opens again.
notice-message = *{ $number }*: Message from the officer:
    “{ $words }”
notice-merged = *{ $number }*: Others said the same, so these were joined into one. You will get all its news.
notice-unmerged = *{ $number }*: Your ticket is handled on its own again.
notice-withdrawn = *{ $number }* has been withdrawn.
notice-yes = Yes, fixed
notice-no = No, not fixed
notice-unsure = Don't know yet
notice-appeal = Appeal
alert-new = 🆕 New ticket
alert-passed-on = 🔁 Passed on to you
alert-answered = 💬 The citizen answered: “{ $words }”
alert-resumed = ⏯ No answer from the citizen; the clock runs again
alert-added = ➕ The citizen added: “{ $words }”
alert-message = ✉️ Message from the citizen: “{ $words }”
alert-reminder = ⏰ Reminder: due by { $due }
alert-unseen = 👀 Not seen yet
alert-escalated = 🔺 Overdue (level { $level })
alert-order = 📌 Order: “{ $words }”
alert-disputed = ❗ The citizen says it is not fixed: “{ $words }”
alert-reopened = ❗ Reopened: “{ $words }”
alert-appeal = ⚖️ Appeal for you to decide: “{ $words }”
alert-confirmed = ✅ The citizen confirms it is fixed
alert-withdrawn = ↩️ Withdrawn by the citizen
alert-nudged = 🔔 The citizen asks for haste
alert-rejection = 🚫 Rejection waits for your approval: “{ $words }”
alert-rejection-approved = 🚫 Rejection approved
alert-rejection-declined = ↪️ Rejection not approved; please go on
alert-desk = 🗂 At the screening desk: “{ $words }”
alert-number = { $kind } · *{ $number }*
alert-place = 📍 { $place }
alert-words = “{ $words }”
alert-files = 📷 Photos { $photos }, 🎤 voice notes { $voices }
alert-due = 🗓 Due by { $due }
alert-overdue = 🔴 Was due by { $due }
alert-urgent = 🚨 *Urgent*
alert-confidential = 🔒 Confidential
alert-for = (for { $officer })
alert-joined = 👥 { $joined } more people have the same trouble
alert-list = Choose
alert-do-view = 👀 Seen
alert-do-start = 🔧 Start work
alert-do-resolve = ✅ Done
alert-do-ask = ❓ Ask
alert-do-transfer = 🔁 Not ours
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
news-alert-reminder = reminder
news-alert-unseen = not seen yet
news-alert-escalated = overdue
news-alert-order = order
news-alert-disputed = citizen says not fixed
news-alert-reopened = reopened
news-alert-appeal = appeal
news-alert-confirmed = confirmed
news-alert-withdrawn = withdrawn
news-alert-nudged = citizen asks for haste
news-alert-rejection = rejection to approve
news-alert-rejection-approved = rejection approved
news-alert-rejection-declined = rejection declined
news-alert-desk = to be sorted
alerts-choose = Choose a ticket
