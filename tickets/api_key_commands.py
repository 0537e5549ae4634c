"""`samvad api-key`: keys of programs that file through Open311."""

import json

import click

from models.api_keys import ApiKey
from tickets import api_keys
from tickets.commands import with_database


@click.group("api-key")
def api_key() -> None:
    """Make, list and revoke keys of programs that file for people."""


@api_key.command("add")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def add(name: str, as_json: bool) -> None:
    """Make a key for the program NAME and print it; it cannot be shown again."""
    if not name.strip():
        raise click.ClickException("the program needs a name")
    made = with_database(api_keys.make(name))
    told = {"prefix": made.key.prefix, "name": made.key.name, "key": made.secret}
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else made.secret)


@api_key.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def list_keys(as_json: bool) -> None:
    """Every key by its beginning, revoked ones too."""
    found = with_database(_list())
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        state = "active" if one["active"] else "revoked"
        click.echo(f"{one['prefix']}  {state:8} last used {one['last_used_at'] or 'never':25} {one['name']}")


async def _list() -> list[dict[str, str | bool | None]]:
    return [
        {
            "prefix": key.prefix,
            "name": key.name,
            "active": key.active,
            "created_at": key.created_at.isoformat(timespec="seconds"),
            "last_used_at": key.last_used_at.isoformat(timespec="seconds") if key.last_used_at else None,
        }
        for key in await ApiKey.all().order_by("id")
    ]


@api_key.command("revoke")
@click.argument("prefix")
def revoke(prefix: str) -> None:
    """Let nobody in any more with the key that begins with PREFIX (its eight signs before the dot)."""
    click.echo(f"{prefix} is revoked" if with_database(_revoke(prefix)) else f"{prefix} was revoked already")


async def _revoke(prefix: str) -> bool:
    key = await ApiKey.get_or_none(prefix=prefix)
    if key is None:
        raise click.ClickException(f"no key begins with {prefix}")
    return await api_keys.revoke(key)
