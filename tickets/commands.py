"""`samvad officer` and `samvad verify-audit`."""

import asyncio
import json
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, TypeVar

import click

import clock
import settings
from models.areas import Area
from models.departments import Department
from models.officers import Leave, Officer, Role
from tickets import audit, linking, seals
from tickets.history import Fault

Result = TypeVar("Result")


def with_database(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it with the database open."""
    from models import database

    async def opened() -> Result:
        await database.connect(settings.current().database.url)
        try:
            return await work
        finally:
            await database.close()

    return asyncio.run(opened())


@click.group()
def officer() -> None:
    """Add, link, list officers; put one on leave."""


@officer.command("add")
@click.argument("username")
@click.option("--name-hi", required=True)
@click.option("--name-en", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.OFFICER.value)
@click.option("--department", help="Code; not for operators, supervisors and administrators.")
@click.option("--area", required=True, help="Code of the area they are responsible for.")
@click.option("--level", type=click.Choice(["", "adm", "ceo", "collector"]), default="")
def add(**given: str | None) -> None:
    """Make an account; it may sign in once it is linked to a chat or given a password."""
    click.echo(f"added {with_database(_add(given)).username}")


async def _add(given: dict[str, str | None]) -> Officer:
    area = await Area.get_or_none(code=given["area"])
    department = await Department.get_or_none(code=given["department"]) if given["department"] else None
    if area is None:
        raise click.ClickException(f"no area {given['area']}")
    if given["department"] and department is None:
        raise click.ClickException(f"no department {given['department']}")
    role = Role(str(given["role"]))
    if department is None and role in (Role.OFFICER, Role.DEPARTMENT_HEAD):
        raise click.ClickException(f"a {role.value} needs --department")
    if await Officer.filter(username=given["username"]).exists():
        raise click.ClickException(f"{given['username']} is there already")
    return await Officer.create(
        username=given["username"],
        name_hi=given["name_hi"],
        name_en=given["name_en"],
        role=role,
        level=given["level"] or "",
        department=department,
        area=area,
        created_at=clock.now(),
    )


@officer.command("link")
@click.argument("username")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def link(username: str, as_json: bool) -> None:
    """Print a one-time code; typed in a chat within ten minutes, it joins the account to that chat."""
    code = with_database(_link(username))
    minutes = int(linking.LASTS.total_seconds() // 60)
    click.echo(json.dumps({"username": username, "code": code, "minutes": minutes}) if as_json else code)


async def _link(username: str) -> str:
    return await linking.make_code(await _named(username))


async def _named(username: str) -> Officer:
    found = await Officer.get_or_none(username=username, active=True)
    if found is None:
        raise click.ClickException(f"no active officer {username}")
    return found


@officer.command("leave")
@click.argument("username")
@click.option("--from", "starts", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--to", "ends", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--substitute", required=True, help="User name of who gets everything meanwhile.")
def leave(username: str, starts: datetime, ends: datetime, substitute: str) -> None:
    """Put an officer on leave, both days included."""
    if ends < starts:
        raise click.ClickException("the last day is before the first")
    with_database(_leave(username, starts, ends, substitute))
    click.echo(f"{username} is away {starts:%Y-%m-%d} to {ends:%Y-%m-%d}, {substitute} stands in")


async def _leave(username: str, starts: datetime, ends: datetime, substitute: str) -> None:
    away, present = await _named(username), await _named(substitute)
    if away.id == present.id:
        raise click.ClickException("nobody stands in for themselves")
    if present.role is Role.ADMINISTRATOR:
        raise click.ClickException(f"{substitute} is an administrator and may not see tickets")
    await Leave.create(officer=away, substitute=present, starts=starts.date(), ends=ends.date())


@officer.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def list_officers(as_json: bool) -> None:
    """Every account with its jurisdiction."""
    found = with_database(_list())
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        state = "linked" if one["linked"] else "not linked"
        click.echo(f"{one['username']:24} {one['role']:16} {one['department']:18} {one['area']:20} {state}")


async def _list() -> list[dict[str, str | bool]]:
    officers = await Officer.filter(active=True).order_by("username").prefetch_related("department", "area")
    return [
        {
            "username": one.username,
            "name": one.name_en,
            "role": one.role.value,
            "department": one.department.code if one.department else "all",
            "area": one.area.code,
            "linked": one.person_id is not None,
        }
        for one in officers
    ]


@click.command("verify-audit")
@click.option("--seal", "on_paper", help="Also look for a seal as a digest has it on paper (3f9a-22c1-…).")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
@click.pass_context
def verify_audit(context: click.Context, on_paper: str | None, as_json: bool) -> None:
    """Prove that no event was altered or removed; say what is wrong where."""
    faults = with_database(_faults(on_paper))
    if as_json:
        rows = [{"number": fault.number, "seq": fault.seq, "what": fault.what} for fault in faults]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for fault in faults:
            where = f"{fault.number} event {fault.seq}" if fault.seq else fault.number
            click.echo(f"{where}: {fault.what}")
        click.echo("every event is as it was written" if not faults else f"{len(faults)} faults")
    context.exit(1 if faults else 0)


async def _faults(on_paper: str | None) -> list[Fault]:
    faults = [fault async for fault in audit.verify_all()]
    if on_paper is not None and await seals.printed(on_paper) is None:
        faults.append(Fault(f"seal {on_paper[:40]}", 0, "none of ours: what it was set on was rewritten"))
    return faults
