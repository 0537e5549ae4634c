# What people do with their own data: export, erasure, joining channels, the acknowledgement, listening.
personal-export = 📂 Here is your data: everything we keep about you is in this file. 🔒 Do not pass it on.
personal-acknowledgement = 📄 Here is the receipt for *{ $number }*. You can print it and keep it.
personal-listen = 🔊 Listen
personal-failed = Sorry, that could not be made just now. Ask again in a little while.
personal-erased-words = (the citizen's words were erased at their request)
personal-channel-joined = 🔗 The Telegram account of this number is now joined to this chat. Your tickets show in both. If this was not you, write *help* here.
refused-two-officers = This code would make two officers' accounts one, which cannot be. Please ask the office.
refused-speech-off = Listening is not available right now. You can read it instead.
