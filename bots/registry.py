"""The channels of this process, built from the settings: a channel without its token is off."""

from bots.channel import Channel
from bots.storage import Storage
from bots.telegram.channel import TelegramChannel
from bots.whatsapp.channel import WhatsAppChannel
from settings import Settings


def build(config: Settings, storage: Storage) -> dict[str, Channel]:
    """Every configured channel by its name."""
    channels: dict[str, Channel] = {}
    if config.whatsapp.on:
        channels["whatsapp"] = WhatsAppChannel(config.whatsapp, storage.get)
    if config.telegram.on:
        channels["telegram"] = TelegramChannel(config.telegram, storage.get)
    return channels
