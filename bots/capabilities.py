"""Every channel's limits as data, with Meta's and Telegram's figures of November 2026."""

from bots.fit.limits import Capabilities, Unit

WHATSAPP = Capabilities(
    Unit.CHARACTERS,
    text=4096,
    caption=1024,
    buttons=3,
    button_label=20,
    button_body=1024,
    button_id_bytes=256,
    rows=10,
    row_label=24,
    row_hint=72,
    row_id_bytes=200,
    list_body=4096,
    list_button=20,
    footer=60,
    link_label=20,
    secure_links=True,
    spoken_caption=False,
    location_request=True,
    form=True,
    unique_labels=True,
)
TELEGRAM = Capabilities(
    Unit.UTF16,
    text=4096,
    caption=1024,
    buttons=100,
    button_label=64,
    button_body=4096,
    button_id_bytes=64,
    link_label=64,
    secure_links=True,
    location_request=True,
    contact_request=True,
    edits=True,
    ask_body=4096,
)
WEBCHAT = Capabilities(
    Unit.CHARACTERS,
    text=8000,
    caption=2000,
    buttons=30,
    button_label=60,
    button_body=8000,
    button_id_bytes=256,
    rows=60,
    row_label=80,
    row_hint=120,
    row_id_bytes=256,
    list_body=8000,
    list_button=40,
    footer=120,
    link_label=60,
    location_request=True,
    edits=True,
    ask_body=8000,
)
TERMINAL = Capabilities(Unit.CHARACTERS, text=100_000, caption=100_000)

BY_CHANNEL = {"whatsapp": WHATSAPP, "telegram": TELEGRAM, "webchat": WEBCHAT, "terminal": TERMINAL}
