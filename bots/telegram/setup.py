"""Telling Telegram who we are: commands and descriptions per language, and where updates go."""

from telegram import BotCommand, MenuButtonCommands

import texts
from bots.telegram.channel import TelegramChannel
from bots.telegram.split import FROM_PEOPLE
from sections import Telegram

# Telegram takes two-letter languages only: Chhattisgarhi readers see the Hindi menu.
LANGUAGES = (("hi", None), ("hi", "hi"), ("en", "en"))
COMMANDS = ("start", "menu", "status", "language", "help", "cancel")


async def set_up(channel: TelegramChannel, config: Telegram, public_url: str) -> list[str]:
    """Register commands, descriptions and the webhook (or its absence); gives what was done, a line each."""
    for language, code in LANGUAGES:
        commands = [BotCommand(name, texts.say(language, f"command-{name}")[:256]) for name in COMMANDS]
        await channel.call(channel.bot.set_my_commands(commands, language_code=code))
        about = texts.say(language, "bot-description")[:512]
        await channel.call(channel.bot.set_my_description(about, language_code=code))
        await channel.call(
            channel.bot.set_my_short_description(texts.say(language, "bot-about")[:120], language_code=code)
        )
    await channel.call(channel.bot.set_chat_menu_button(menu_button=MenuButtonCommands()))
    if config.mode == "polling":
        await channel.call(channel.bot.delete_webhook())
        return ["commands and descriptions set", "webhook removed: samvad poll fetches the updates"]
    secret = config.secret.get_secret_value() if config.secret else ""
    url = f"{public_url}/webhooks/telegram"
    await channel.call(
        channel.bot.set_webhook(
            url, secret_token=secret, allowed_updates=list(FROM_PEOPLE), max_connections=40
        )
    )
    return ["commands and descriptions set", f"webhook set: {url}"]
