"""`python -m tests.vendors.sender`: a process that does nothing but send what is due, until it is stopped."""

import asyncio

import settings
from bots.service import assemble
from models import database


async def nobody(*_: object, **__: object) -> list[int]:
    return []


async def main() -> None:
    config = settings.current()
    await database.connect(config.database.url, pool_max=20)
    service = assemble(config, nobody)
    print("ready", flush=True)
    while True:
        tried = await service.outbox.sweep(200)
        if not tried:
            await asyncio.sleep(0.1)


if __name__ == "__main__":
    asyncio.run(main())
