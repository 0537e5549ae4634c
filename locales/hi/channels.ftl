alarm-stopped = ⚠️ { $channel }: संदेश भेजना रुक गया है। कारण { $code }: { $reason }। कतार सुरक्षित है; कारण दूर होते ही संदेश अपने आप जाने लगेंगे।
alarm-refused = ⚠️ { $channel } ने एक संदेश लौटा दिया ({ $code }): { $reason }। कृपया तकनीकी टीम को बताएँ।
alarm-account = ⚠️ { $channel } खाते की सूचना: { $what } – { $subject } { $state }। कृपया देखें।
