"""The event loop that web and worker processes run on."""

import asyncio


def new() -> asyncio.AbstractEventLoop:
    """The quicker loop where it is installed (it has no wheels for every machine)."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()
