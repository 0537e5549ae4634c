"""The command line: which command lives in which room, and the edge where errors become plain lines."""

import functools
import importlib
import sys
from collections.abc import Callable
from typing import Any

import click

COMMANDS = {
    "run": ("runner.commands:run", "Start everything on this machine, for a person to try."),
    "serve": ("portal.commands:serve", "Serve webhooks, web chat, portal and public pages."),
    "worker": ("workers.commands:worker", "Work off what happens later: routing, alerts, delivery."),
    "beat": ("workers.commands:beat", "Wake the timers: reminders, escalation, digests, housekeeping."),
    "poll": ("bots.commands:poll", "Fetch Telegram's updates where no public address exists."),
    "migrate": ("models.commands:migrate_command", "Bring the database to this version."),
    "seed": ("district.commands:seed", "Load departments, areas, officers and holidays."),
    "chat": ("bots.commands:chat", "Talk to the bot in this terminal."),
    "doctor": ("portal.commands:doctor", "Say in plain words what is missing or wrong."),
    "route": ("routing.commands:route", "Say for each text which department should get it."),
    "digest": ("workers.commands:digest", "Make or send the weekly digest."),
    "train": ("routing.commands:train", "Learn from transfers and corrections."),
    "officer": ("tickets.commands:officer", "Add, link, list officers; put one on leave."),
    "api-key": ("tickets.api_key_commands:api_key", "Make, list, revoke keys of programs that file here."),
    "verify-audit": ("tickets.commands:verify_audit", "Prove that no event was altered or removed."),
    "export": ("portal.exporting:export", "Write tickets or one person's data to a file."),
    "backup": ("models.commands:backup", "Save database and media to one file."),
    "restore": ("models.commands:restore", "Bring a backup back."),
    "retention": ("workers.commands:retention", "Report or delete what has been kept long enough."),
    "inbox": ("bots.commands:inbox", "Show and retry messages that could not be handled."),
    "templates": ("bots.commands:templates", "Push WhatsApp templates and show their approval."),
}
# Rooms that do not know each other: what the web process commits is announced to the workers.
WIRED = {"portal.commands:serve": "workers.relay"}
# Called by `samvad run` for its closing screen; of no use to a person.
HIDDEN = {"sign-in-links": "portal.commands:sign_in_links"}


def prepare() -> None:
    """Load the settings and set this process's clock and logs by them."""
    import clock
    import logs
    import settings

    chosen = settings.current()
    clock.configure(chosen.clock.shift_s)
    logs.configure(chosen.logs.level, chosen.logs.format)


def _prepared(callback: Callable[..., Any], target: str) -> Callable[..., Any]:
    @functools.wraps(callback)
    def command(*args: Any, **kwargs: Any) -> Any:
        prepare()
        if target in WIRED:
            importlib.import_module(WIRED[target]).start()
        return callback(*args, **kwargs)

    return command


@functools.cache
def _load(target: str) -> click.Command:
    module, _, attribute = target.partition(":")
    command: click.Command = getattr(importlib.import_module(module), attribute)
    if command.callback:
        command.callback = _prepared(command.callback, target)
    return command


class LazyGroup(click.Group):
    """Imports a room only when one of its commands is called, so that `samvad --help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, ready to run with settings, clock and logs in place."""
        target = HIDDEN.get(cmd_name) or COMMANDS.get(cmd_name, ("", ""))[0]
        if not target:
            return None
        return _load(target)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table above, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def samvad() -> None:
    """Grievances of a district: said once, routed, timed, resolved, confirmed."""


def main() -> None:
    """Run a command; what an operator can mend ends in plain lines and exit code 2."""
    try:
        samvad.main(prog_name="samvad")
    except Exception as error:
        lines = _plain(error)
        if not lines:
            raise
        for line in lines:
            click.echo(line, err=True)
        sys.exit(2)


def _plain(error: Exception) -> list[str]:
    """What an operator can mend, in words; nothing for what only a developer can."""
    from settings import SettingsError

    if isinstance(error, SettingsError):
        return ["The settings are not right:", *(f"  {problem}" for problem in error.problems)]
    if "no such table" in str(error) or type(error).__name__ == "UndefinedTableError":
        return [
            "The database is empty or not up to date: run `samvad migrate` (SAMVAD__DATABASE__URL names it)."
        ]
    if type(error).__module__.startswith(("tortoise", "asyncpg")) or isinstance(error, ConnectionError):
        reason = f"The database does not answer as it should ({error})"
        return [f"{reason}; see SAMVAD__DATABASE__URL and `samvad doctor`."]
    return []


if __name__ == "__main__":
    main()
