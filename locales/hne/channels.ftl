alarm-stopped = ⚠️ { $channel }: संदेस भेजई ह रुक गे हे। कारन { $code }: { $reason }। कतार ह सुरक्छित हे; कारन ह दूर होही त संदेस अपन आप जाय लगही।
alarm-refused = ⚠️ { $channel } ह एक ठन संदेस ला लहुटा दिस ({ $code }): { $reason }। तकनीकी टीम ला बतावव।
alarm-account = ⚠️ { $channel } खाता के सूचना: { $what } – { $subject } { $state }। देख लेवव।
