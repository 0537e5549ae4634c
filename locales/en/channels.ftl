alarm-stopped = ⚠️ { $channel }: sending has stopped. Reason { $code }: { $reason }. The queue is safe; messages go out by themselves once the reason is gone.
alarm-refused = ⚠️ { $channel } refused a message ({ $code }): { $reason }. Please tell the technical team.
alarm-account = ⚠️ { $channel } account news: { $what } – { $subject } { $state }. Please have a look.
media-too-big = Your file was too big for us. 🙏 Please send a photo or video smaller than 20 MB.
media-wrong-type = We could not open this file. Please send a photo, a video, a voice note or a PDF.
media-lost = Sorry, the file you sent did not reach us. Please send it once more.
