# What a citizen reads while filing. Buttons: at most 20 characters, list rows at most 24.

greeting-first =
    🙏 Namaste! This is Samvad, { $district }.
    आपकी बात सीधे सही विभाग तक पहुँचेगी।
    Your words go straight to the right office.
greeting = 🙏 Namaste! This is Samvad, { $district }. Your words go straight to the right office.
privacy-notice = 🔒 We keep your words, name and number only for this work. To have them wiped, write "erase my data".
privacy-notice-first =
    🔒 आपका नाम, नंबर और बात सिर्फ़ काम के लिए रखते हैं। मिटाने के लिए "डेटा मिटाओ" लिखिए।
    We keep your words, name and number only for this work. To have them wiped, write "erase my data".
hello = 🙏 Namaste!
hello-again = 🙏 Namaste, { $name }!
list-label = Choose
form-filing = Fill a form
form-filing-first = फ़ॉर्म · Fill a form
yes = ✅ Yes
no = ❌ No

language-choose = 🗣️ भाषा चुनिए · भाखा चुनव · Choose your language
language-set = ✅ From now on in English.

filing-heard = 📝 We have noted what you said.
filing-kept = 📝 We noted that too.
file-kept = 📎 Kept.
files-enough = 📎 That makes { $count } files; no more can be added.
filing-added = ➕ Added.
said-by-voice = (spoken in a voice note)
story-voice = 🎤 voice note
story-photo = 📷 photo

filing-name = 👤 What is your name?
filing-name-hint = Write just the name, for example: Ramlal Sahu
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
filing-which-told = 📍 More than one village is called { $place }. Which is yours?
filing-which-block = 🏘️ { $name } block, village
filing-which-none = ↩️ None of these
filing-near = Do you mean { $place }?
filing-address = "{ $said }" is not in our list. Shall we write the address just like that?
filing-address-use = ✅ Write it so
filing-address-again = ↩️ Say it again

filing-kind = Is it a problem, a demand or a suggestion?
filing-kind-problem = 🛠️ Problem
filing-kind-demand = 🙏 Demand
filing-kind-suggestion = 💡 Suggestion
kind-problem = Problem
kind-demand = Demand
kind-suggestion = Suggestion
filing-describe =
    ✍️ Tell us what it is: what, where, since when.
    Write, or send a voice note 🎤 or a photo 📷.
filing-describe-hint = Tell it in a few words, or send a voice note 🎤.
filing-more = ✍️ Tell a little more, in words or a voice note 🎤. Is that all? Then press Done.
filing-more-done = ✔️ Done
filing-split =
    ✂️ You have told us { $count } matters:
    { $issues }
    Shall we register each on its own? Then each goes to its own department.
filing-split-each = ✂️ Each on its own
filing-split-together = 📎 All in one
filing-split-next = ➡️ Now the next matter.
filing-department = 🏛️ Which department is it for?
filing-department-hint = Press the department's button or write its number.
filing-department-other = 🤷 Another / not sure
filing-about-road = 🛣️ For the right department: which road is it?
filing-about-road-panchayat = 🏘️ Lane, hamlet road
filing-about-road-pwd = 🛣️ Main road
filing-about-road-municipal = 🏙️ Road in a town
filing-about-water = 🚰 For the right department: which water is it?
filing-about-water-phe = 🚰 Drinking, rural
filing-about-water-municipal = 🏙️ Drinking, town
filing-about-water-water-resources = 🌾 Canal or dam
filing-about-patta = 📜 For the right department: which land is the patta for?
filing-about-patta-revenue = 📜 House, farm land
filing-about-patta-forest = 🌳 Forest land
filing-about-scholarship = 🎓 For the right department: which scholarship is it?
filing-about-scholarship-tribal = 🎓 SC, ST, hostel
filing-about-scholarship-education = 🏫 School
filing-about-scholarship-labour = 👷 Workers' children
filing-about-society = 🌾 For the right department: what is wrong at the society?
filing-about-society-food = 🌾 Paddy, ration
filing-about-society-agriculture = 🧪 Fertiliser, seed
filing-about-society-cooperative = 💰 Loan, account
filing-about-money = 💵 For the right department: which money is it?
filing-about-money-panchayat = 🏠 House, job card
filing-about-money-agriculture = 🚜 Farmers' money
filing-about-money-wcd = 👩 Mahtari Vandan
filing-about-money-social-welfare = 👵 Pension
filing-departments = 🏛️ Choose the department.
filing-departments-other = 🤷 Not sure
filing-whom = 👪 Who is it for? Write the person's name.
filing-whom-me = 🙋 For me

filing-same = You have already registered this: *{ $number }*. Add it there?
filing-same-crowd = { $number } people nearby have registered the same. If you join, you get all the news too. Join them?
filing-same-one = Somebody nearby has registered the same. If you join, you get all the news too. Join them?
filing-same-add = ➕ Add to it
filing-same-join = 🤝 Join them
filing-same-new = 🆕 Send as new
filing-same-added = ➕ Added to *{ $number }*. You will hear from us here.
filing-same-joined = 🤝 You have joined. Number: *{ $number }*. You will hear from us here.
filing-same-refused = It can no longer be added there. We send it as a new one.

filing-review =
    👀 Please look:

    { $summary }

    To add words or a photo 📷, just send them now. Is it all right?
filing-review-hint = Choose one: Send, Change or Cancel.
filing-review-send = ✅ Send
filing-review-change = ✏️ Change
filing-review-cancel = ❌ Cancel
filing-review-name = 👤 { $name }
filing-review-whom = 👪 For { $name }
filing-review-place = 📍 { $place }
filing-review-story = 📝 { $story }
filing-review-desk = 🏛️ We will choose the right office.
filing-review-urgent = 🔴 Urgent
filing-review-confidential = 🔒 Confidential: only senior officers will see it
count-photos = 📷 { $count }
count-voices = 🎤 { $count }
has-pin = 📍 on the map
filing-change = ✏️ What should be changed?
filing-change-name = 👤 Name
filing-change-place = 📍 Place
filing-change-kind = 🏷️ Kind
filing-change-describe = 📝 Your words
filing-change-department = 🏛️ Department
filing-change-whom = 👪 Who it is for
filing-change-nothing = ↩️ Nothing
filing-discard = Throw away what you wrote?
filing-discard-yes = 🗑️ Yes, throw away
filing-discard-no = ↩️ No, keep it
filing-discarded = All right, nothing was sent. Write any time.

filing-filed = ✅ Registered! Your number: *{ $number }*
filing-filed-department = { $department } has it now.
filing-filed-desk = 🏛️ We will take it to the right office and let you know.
filing-filed-confidential = 🔒 Only senior officers above that office will see it.
filing-filed-due = 📅 You will have an answer by { $day }.
filing-filed-ask = To ask how it stands, write "status". News comes here by itself.
filing-filed-incomplete = 📝 Your message was left unfinished, so we registered what you had told us. Number: *{ $number }*. You can still add to it.
filing-refused = 😔 It could not be registered just now. Nothing is lost. Press Send again in a little while.
filing-nudge = 🙏 What you wrote is not sent yet. Shall we go on?

confidential-note = 🔒 This stays confidential: the person you complain about and their office will not see it.
emergency-general = 🚨 In danger? Call *112* now.
emergency-fire = 🔥 Call *101* or *112* now. Get out, keep away from smoke.
emergency-accident = 🚑 Call *108* (ambulance) or *112* now.
emergency-medical = 🚑 Call *108* (ambulance) now.
emergency-snakebite = 🐍 Call *108* now. Do not cut, do not tie; keep still and go to hospital at once.
emergency-crime = 🚓 Call *112* (police) now.
emergency-violence = 🚓 Call *112* now. For women: *181*, day and night.
emergency-child = 👧 Call *1098* (children) or *112* now.
emergency-suicide = 🤝 You are not alone. Talk to someone now: *14416* (free, day and night) or *112*.
emergency-cyber = 💳 Call *1930* and your bank now: the sooner, the more can be saved.
emergency-wild-animal = 🐘 Keep well away, and call *112* now.
emergency-electric = ⚡ Do not touch it, keep everyone away. Call *1912* (electricity) or *112* now.
emergency-flood = 🌊 Go to a safe place and call *112* now.
emergency-trapped = 🚓 Call *112* (police) now. For women *181*, for children *1098*.
aside-emergency = When you are safe: shall we also register it here?
aside-emergency-yes = ✅ Register it
aside-emergency-no = ❌ No need
aside-elsewhere = Shall we still register it here?
aside-elsewhere-yes = ✅ Register it
aside-elsewhere-no = ❌ No need
aside-left = All right. We are here whenever you need us.
deflection-general = 🙏 This is not decided in the offices of this district.
deflection-other-district = 🙏 This is about another district. The collector's office there decides; for the whole state: janshikayat.cg.nic.in
deflection-court = ⚖️ A court is looking at this, so offices cannot decide it. A lawyer's help, free: District Legal Services Authority, phone 15100.
deflection-rti = 📄 For papers under the Right to Information, apply at rtionline.cg.gov.in, or to that office's information officer with the fee.
abuse = 🙏 We want to help. Write calmly what is wrong; people read it.
talk = 🙂 Here we write down problems, demands and suggestions for all departments of the district.
