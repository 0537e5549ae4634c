"""`samvad serve` and `samvad doctor`."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING

import click

import loops
import settings
from models import database

if TYPE_CHECKING:
    from aiohttp import web


@click.command()
def serve() -> None:
    """Serve webhooks, web chat, portal and public pages until told to stop."""
    from aiohttp import web

    configured = settings.current()
    loop = loops.new()
    try:
        web.run_app(
            _ready_app(configured),
            host=configured.web.host,
            port=configured.web.port,
            print=lambda *_: None,
            access_log=None,
            handler_cancellation=False,
            shutdown_timeout=10,
            loop=loop,
        )
    except OSError as error:
        where = f"{configured.web.host}:{configured.web.port}"
        reason = f"cannot listen on {where} ({error.strerror}); see SAMVAD__WEB__PORT"
        raise click.ClickException(reason) from error


async def _ready_app(configured: settings.Settings) -> "web.Application":
    """The application, which learns the district before the first message comes."""
    from portal.app import build_app

    app = await build_app(configured)
    app.cleanup_ctx.append(_learning)
    return app


async def _learning(app: "web.Application") -> AsyncIterator[None]:
    task = asyncio.create_task(_know_the_district())
    yield
    task.cancel()


async def _know_the_district() -> None:
    """Many first turns at once would each read the district and load the router for themselves."""
    from tortoise.exceptions import BaseORMException

    from bots import district_facts

    with suppress(BaseORMException, OSError):
        await district_facts.current()


@click.command("sign-in-links")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def sign_in_links(as_json: bool) -> None:
    """One-time portal links of the demo officers."""
    links = asyncio.run(_links(settings.current()))
    if as_json:
        click.echo(json.dumps([{"role": role, "name": name, "url": url} for role, name, url in links]))
        return
    for role, name, url in links:
        click.echo(f"{role:16} {name:30} {url}")


async def _links(configured: settings.Settings) -> list[tuple[str, str, str]]:
    from portal.signin import demo_links

    await database.connect(configured.database.url, synchronous=configured.database.synchronous)
    try:
        return await demo_links(configured)
    finally:
        await database.close()


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def doctor(as_json: bool) -> None:
    """Say in plain words what is missing or wrong; exit 1 when messages would not get through."""
    from portal.doctor import examine

    findings = asyncio.run(examine(settings.current()))
    if as_json:
        click.echo(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{finding.grade.value:8} {finding.what}: {finding.words}")
    if any(finding.blocks for finding in findings):
        sys.exit(1)
