# What a citizen reads while filing. Buttons: at most 20 characters, list rows at most 24.

greeting-first =
    🙏 Namaste! This is Samvad, { $district }.
    आपकी बात सीधे सही विभाग तक पहुँचेगी।
    Your words go straight to the right office.
greeting = 🙏 Namaste! This is Samvad, { $district }. What you write goes straight to the right office.
privacy-notice = 🔒 We keep your words and number only to solve your matter. To have them wiped, write "erase my data".
privacy-notice-first =
    🔒 आपकी बात और नंबर सिर्फ़ काम के लिए रखते हैं। मिटाने के लिए "डेटा मिटाओ" लिखिए।
    We keep your words and number only for this work. To have them wiped, write "erase my data".
hello = 🙏 Namaste!
hello-again = 🙏 Namaste, { $name }!
list-label = Choose
form-filing = Fill it in at once
form-filing-first = फ़ॉर्म · Fill a form
yes = ✅ Yes
no = ❌ No

language-choose = 🗣️ भाषा चुनिए · भाखा चुनव · Choose your language
language-set = ✅ From now on in English.

filing-heard = 📝 I have noted your matter.
filing-kept = 📝 Noted, I will keep that with your matter.
file-kept = 📎 Kept.
files-enough = 📎 { $count } files are enough; the others were not added.
filing-added = ➕ Added.
said-by-voice = (spoken in a voice note)
story-voice = 🎤 voice note
story-photo = 📷 photo

filing-name = 👤 What is your name?
filing-name-hint = Please write just the name, for example: Ramlal Sahu
filing-place =
    📍 Which village or town is it about?
    Write its name, send the location, or choose the block.
filing-place-hint = Write the village, or choose the block below.
filing-place-towns = 🏙️ Town
filing-place-pin = the place on the map
filing-village = 🏡 Which village? Write its name.
filing-village-whole = 🤷 Not sure
filing-town = 🏙️ Which town?
filing-which = Which one do you mean?
filing-which-block = 🏡 { $name }: a village
filing-which-none = ↩️ None of these
filing-near = Do you mean { $place }?
filing-address = I do not find "{ $said }" in my list. Shall I write the address just like that?
filing-address-use = ✅ Write it so
filing-address-again = ↩️ Once more

filing-kind = What is it?
filing-kind-problem = 🛠️ Problem
filing-kind-demand = 🙏 Demand
filing-kind-suggestion = 💡 Suggestion
kind-problem = Problem
kind-demand = Demand
kind-suggestion = Suggestion
filing-describe =
    ✍️ Tell us what it is: what, where, since when.
    Write, or send a voice note 🎤 or a photo 📷.
filing-describe-hint = Please tell it in a few words, or send a voice note 🎤.
filing-more = ✍️ Please tell a little more in words or a voice note 🎤. Enough? Press Done.
filing-more-done = ✔️ Done
filing-department = 🏛️ Which department is it for?
filing-department-hint = Please choose the department with a button or its number.
filing-department-other = 🤷 Another / not sure
filing-departments = 🏛️ Choose the department.
filing-departments-other = 🤷 Not sure
filing-whom = 👪 Who is it for? Write the person's name.
filing-whom-me = 🙋 For me

filing-same = You registered the same before: *{ $number }*. Add this to it?
filing-same-crowd = { $number } others nearby have registered the same. Join them? You get all the news.
filing-same-add = ➕ Add to it
filing-same-join = 🤝 Join them
filing-same-new = 🆕 It is new
filing-same-added = ➕ Added to *{ $number }*. You will hear from us here.
filing-same-joined = 🤝 You are with them now. Your number: *{ $number }*. You will hear from us here.
filing-same-refused = That is no longer possible. Then we send it as a new one.

filing-review =
    👀 Please look:

    { $summary }

    Is it right? More words or a photo 📷: just send them.
filing-review-hint = Please choose: Send, Change or Cancel.
filing-review-send = ✅ Send
filing-review-change = ✏️ Change
filing-review-cancel = ❌ Cancel
filing-review-name = 👤 { $name }
filing-review-whom = 👪 For { $name }
filing-review-place = 📍 { $place }
filing-review-story = 📝 { $story }
filing-review-desk = 🏛️ Our desk sends it to the right office.
filing-review-urgent = 🔴 Urgent
filing-review-confidential = 🔒 Confidential
count-photos = 📷 { $count }
count-voices = 🎤 { $count }
has-pin = 📍 on the map
filing-change = ✏️ What should be changed?
filing-change-name = 👤 Name
filing-change-place = 📍 Place
filing-change-kind = 📌 Kind
filing-change-describe = 📝 The matter
filing-change-department = 🏛️ Department
filing-change-whom = 👪 Who it is for
filing-change-nothing = ↩️ Nothing
filing-discard = Throw away what you wrote?
filing-discard-yes = 🗑️ Yes, throw away
filing-discard-no = ↩️ No, keep it
filing-discarded = All right, nothing was sent. Write any time.

filing-filed = ✅ Registered! Your number: *{ $number }*
filing-filed-department = { $department } has it now.
filing-filed-desk = 🏛️ Our desk will hand it to the right office and let you know.
filing-filed-confidential = 🔒 Only senior officers above that office see it.
filing-filed-due = 📅 Answer by { $day }.
filing-filed-ask = To ask how it stands, write "status". News comes here by itself.
filing-filed-incomplete = 📝 We did not hear from you again, so what you told us is registered: *{ $number }*. Our desk will look at it. You can still add words or a photo.
filing-refused = 😔 It could not be registered just now. Nothing is lost. Please press Send again in a while.
filing-nudge = 🙏 Your matter is not sent yet. Shall we go on?

confidential-note = 🔒 This stays confidential: the office concerned and its people will not see it.
emergency-general = 🚨 In danger? Call *112* now.
emergency-fire = 🔥 Call *101* or *112* now. Get out, keep away from smoke.
emergency-accident = 🚑 Call *108* (ambulance) or *112* now.
emergency-medical = 🚑 Call *108* (ambulance) now.
emergency-snakebite = 🐍 Call *108* now. Do not cut, do not tie; keep still and go to hospital at once.
emergency-crime = 🚓 Call *112* (police) now.
emergency-violence = 🚓 Call *112* now. For women: *181*, day and night.
emergency-child = 👧 Call *1098* (children) or *112* now.
emergency-suicide = 🤝 You are not alone. Please talk to someone now: *14416* (free, day and night) or *112*.
emergency-cyber = 💳 Call *1930* at once and your bank: the sooner, the more can be saved.
emergency-wild-animal = 🐘 Keep well away, and call *112* now.
emergency-electric = ⚡ Do not touch it, keep everyone away. Call *1912* (electricity) or *112* now.
emergency-flood = 🌊 Go to a safe place and call *112* now.
emergency-trapped = 🚓 Call *112* (police) now. For women *181*, for children *1098*.
aside-emergency = When you are safe: shall I also register it here?
aside-emergency-yes = ✅ Register it
aside-emergency-no = ❌ No need
aside-elsewhere = Shall I still register it here?
aside-elsewhere-yes = ✅ Register it
aside-elsewhere-no = ❌ No need
aside-left = All right. We are here whenever you need us.
deflection-general = 🙏 This is not decided in this district's offices.
deflection-other-district = 🙏 This is about another district. Its own collector's office decides there; the state's helpdesk takes all: janshikayat.cg.nic.in
deflection-court = ⚖️ A court is looking at this, so offices may not decide. Free legal help: District Legal Services Authority, phone 15100.
deflection-rti = 📄 For papers under the Right to Information, apply at rtionline.cg.gov.in, or on paper with the fee to that office's information officer.
abuse = 🙏 We want to help. Please write calmly what is wrong; it is read by people.
talk = 🙂 We take down problems, demands and suggestions for all offices of the district.
