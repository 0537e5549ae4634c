"""The channels of this process, built from the settings: a channel without its token is off."""

from bots.channel import Channel
from bots.storage import Storage
from settings import Settings, SettingsError

# Ids of our own samples, tests and demonstrations.
SAMPLE_IDS = frozenset({"106540352242922", "102290129340398", "1122334455667", "123456:secret"})


def refuse_samples(config: Settings) -> None:
    """Production never starts on made-up accounts."""
    token = config.telegram.token.get_secret_value() if config.telegram.token else ""
    given = {config.whatsapp.phone_id, config.whatsapp.waba_id, token}
    if config.environment == "production" and given & SAMPLE_IDS:
        raise SettingsError(["a sample or demo id of WhatsApp or Telegram is set; production needs your own"])


def build(config: Settings, storage: Storage) -> dict[str, Channel]:
    """Every configured channel by its name."""
    refuse_samples(config)
    channels: dict[str, Channel] = {}
    # The vendors' SDKs are large and slow to import: only a channel that is on pays for its own.
    if config.whatsapp.on:
        from bots.whatsapp.channel import WhatsAppChannel

        channels["whatsapp"] = WhatsAppChannel(config.whatsapp, storage.get)
    if config.telegram.on:
        from bots.telegram.channel import TelegramChannel

        channels["telegram"] = TelegramChannel(config.telegram, storage.get)
    return channels
