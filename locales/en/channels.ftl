alarm-stopped = ⚠️ { $channel }: sending has stopped. Reason { $code }: { $reason }. The queue is safe; messages go out by themselves once the reason is gone.
alarm-refused = ⚠️ { $channel } refused a message ({ $code }): { $reason }. Please tell the technical team.
alarm-account = ⚠️ { $channel } account news: { $what } – { $subject } { $state }. Please have a look.
