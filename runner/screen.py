"""What `samvad run` shows: a line per step while it starts, then where to go."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from settings import Settings


@dataclass(frozen=True, slots=True)
class SignInLink:
    """One-time entrance to the portal for a person of the demo district."""

    role: str
    name: str
    url: str


class Screen:
    """The terminal of the person who typed `make run`; a pipe gets the same words without colours."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, soft_wrap=True)

    @contextlib.contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Show that it is under way, then how long it took."""
        began = time.monotonic()
        with self.console.status(f"{what} …"):
            yield
        self.console.print(f"  [green]✓[/green] {what} [dim]{time.monotonic() - began:.1f} s[/dim]")

    def say(self, line: str) -> None:
        """One line of news while everything runs."""
        self.console.print(f"  [yellow]![/yellow] {line}", markup=True)

    def welcome(self, settings: Settings, links: list[SignInLink], seconds: float) -> None:
        """Where to go, who to be, and how to join the real channels."""
        base = settings.web.public_url
        out = self.console.print
        out(f"\n[bold]Samvad runs[/bold] [dim](ready in {seconds:.1f} s)[/dim]\n")
        places = Table.grid(padding=(0, 3))
        places.add_row("  Web chat", f"[cyan]{base}/chat[/cyan]", "[dim]be a citizen, or an officer[/dim]")
        places.add_row("  Portal", f"[cyan]{base}/portal/[/cyan]", "[dim]for officers and supervisors[/dim]")
        places.add_row("  Public page", f"[cyan]{base}/public[/cyan]", "")
        out(places)
        if links:
            out("\n  Sign in to the portal as (each link works once; all names are invented):")
        for link in links:
            out(f"    {link.role}, {link.name}")
            out(f"      [cyan]{link.url}[/cyan]")
        out("")
        for line in channels(settings):
            out(f"  {line}")
        if settings.environment == "development":
            out("  Alerts go out at any hour in this trial (SAMVAD__OFFICE__QUIET_FROM changes that).")
        out(f"\n  Data: {settings.data.dir}   Logs: {settings.data.dir / 'log'}   Stop: Ctrl-C\n")


def channels(settings: Settings) -> list[str]:
    """How each real channel stands, or what to set to join it."""
    base = settings.web.public_url
    telegram = f"Telegram: on, {settings.telegram.mode}"
    if not settings.telegram.on:
        telegram = "Telegram: off. Set SAMVAD__TELEGRAM__TOKEN (from @BotFather); it needs no public address."
    whatsapp = f"WhatsApp: on; its webhook is {base}/webhooks/whatsapp"
    if not settings.whatsapp.on:
        whatsapp = (
            "WhatsApp: off. Set SAMVAD__WHATSAPP__PHONE_ID, __WABA_ID, __TOKEN, __APP_SECRET, __VERIFY_TOKEN "
            "and SAMVAD__WEB__PUBLIC_URL (https)."
        )
    return [telegram, whatsapp]
