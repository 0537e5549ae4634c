"""`samvad poll`, `samvad chat`, `samvad templates`, `samvad inbox`."""

import asyncio
import json
import signal
import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

import click

import settings

Result = TypeVar("Result")


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it with the database open."""

    async def opened() -> Result:
        from models import database

        chosen = settings.current().database
        await database.connect(chosen.url, synchronous=chosen.synchronous)
        try:
            return await work
        finally:
            await database.close()

    return asyncio.run(opened())


@click.command()
def poll() -> None:
    """Fetch Telegram's updates until told to stop; what comes is handled in this process."""
    if not settings.current().telegram.on:
        raise click.ClickException("SAMVAD__TELEGRAM__TOKEN is not set, so there is nothing to poll.")
    _run(_poll())


async def _poll() -> None:
    from bots import conversation
    from bots.service import assemble
    from bots.telegram.channel import TelegramChannel
    from bots.telegram.polling import poll as poll_updates
    from bots.telegram.setup import set_up

    config = settings.current()
    service = assemble(config, conversation.handle)
    telegram = service.channels["telegram"]
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    service.start()
    try:
        if isinstance(telegram, TelegramChannel):
            await set_up(
                telegram, config.telegram.model_copy(update={"mode": "polling"}), config.web.public_url
            )

            def current() -> TelegramChannel:
                now = service.channels["telegram"]
                return now if isinstance(now, TelegramChannel) else telegram

            await poll_updates(current, lambda body: service.receiver.keep("telegram", body), stop)
    finally:
        await service.close()


@click.command()
@click.option("--who", default="someone", show_default=True, help="Another name is another person.")
def chat(who: str) -> None:
    """Talk to the bot in this terminal; an empty line or Ctrl-D ends it."""
    _run(_chat(who))


async def _chat(who: str) -> None:
    from bots import conversation
    from bots.service import assemble
    from bots.terminal import NAME, Terminal

    terminal = Terminal(lambda text: click.echo(f"\n{text}\n"))
    service = assemble(settings.current(), conversation.handle, more={NAME: terminal})
    try:
        while line := (await asyncio.to_thread(_ask)).strip():
            await service.receiver.keep(NAME, terminal.line(who, line))
            await service.inbox.idle()
    finally:
        await service.close()


def _ask() -> str:
    if sys.stdin.isatty():
        click.echo("> ", nl=False)
    return sys.stdin.readline()


@click.group()
def templates() -> None:
    """WhatsApp's templates: register them, see their approval, check the wordings."""


@templates.command()
def check() -> None:
    """Hold the wordings against Meta's rules, without asking Meta."""
    from bots.templates import registry

    wordings = registry.load()
    problems = registry.check(wordings)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise SystemExit(1)
    click.echo(f"{len(wordings)} templates, nothing to object.")


@templates.command()
def push() -> None:
    """Register what Meta does not have yet."""
    from bots.templates import registry

    if problems := registry.check(registry.load()):
        raise click.ClickException("\n".join(problems))
    made, form, mistakes = _run(_push())
    for name, outcome in made:
        click.echo(f"{name}: {outcome}")
    click.echo(f"{len(made)} registered; Meta answers within a day: samvad templates status")
    if form:
        click.echo(f"The filing form: SAMVAD__WHATSAPP__FLOW_ID={form}")
    for mistake in mistakes:
        click.echo(f"The filing form was refused: {mistake}", err=True)
    if mistakes or any(outcome.startswith("refused") for _, outcome in made):
        raise SystemExit(1)


async def _push() -> tuple[list[tuple[str, str]], str, list[str]]:
    """What came of each template, the form's id, and what Meta does not like about the form."""
    from bots.channel import SendFailed
    from bots.templates import registry
    from bots.whatsapp import forms
    from bots.whatsapp import templates as theirs

    async with _graph() as graph:
        made = [(wording.name, outcome) for wording, outcome in await theirs.push(graph, registry.load())]
        try:
            return made, await forms.push(graph), []
        except forms.FormRefused as refused:
            return made, "", refused.problems
        except SendFailed as failure:
            return made, "", [str(failure)]


@templates.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def status(as_json: bool) -> None:
    """Ask Meta for the state of every template; exit code 1 while any is not approved."""
    states = _run(_status())
    if as_json:
        click.echo(json.dumps(states))
    else:
        for name, state in sorted(states.items(), key=lambda pair: (pair[1], pair[0])):
            click.echo(f"{state:12} {name}")
    if any(state != "approved" for state in states.values()):
        raise SystemExit(1)


async def _status() -> dict[str, str]:
    from bots.templates import registry
    from bots.whatsapp import templates as theirs

    async with _graph() as graph:
        return await theirs.refresh(graph, registry.load())


def _graph() -> Any:
    """The Graph API of the configured number, closed afterwards; a plain line when there is none."""
    from bots.whatsapp.graph import opened

    config = settings.current().whatsapp
    if not config.on:
        raise click.ClickException("WhatsApp is not configured: SAMVAD__WHATSAPP__TOKEN is not set.")
    return opened(config)


@click.group()
def inbox() -> None:
    """Messages that could not be handled."""


@inbox.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def parked(as_json: bool) -> None:
    """List what was set aside after three tries, with the error."""
    rows = _run(_parked())
    if as_json:
        click.echo(json.dumps(rows, default=str))
        return
    for row in rows:
        click.echo(f"{row['id']} {row['channel']} {row['received_at']} {row['error']}")
    click.echo(f"{len(rows)} set aside.")


async def _parked() -> list[dict[str, Any]]:
    from models.messages import Inbound

    columns = ("id", "channel", "lane", "received_at", "error")
    return list(await Inbound.filter(state="parked").order_by("id").values(*columns))


@inbox.command()
@click.argument("ids", nargs=-1, type=int)
def retry(ids: tuple[int, ...]) -> None:
    """Handle what was set aside once more (all, or the given ids); the running processes pick it up."""
    from bots.inbox import reprocess

    click.echo(f"{_run(reprocess(ids or None))} to be handled again.")
