"""Logs of every process: one line each, ids only, long numbers and line breaks made harmless."""

import logging
import re
import sys
import traceback

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# Ten digits in any script, however spaced: a phone, Aadhaar or account number, or a chat id.
LONG_NUMBER = re.compile(r"(?!\d{4}-\d\d-\d\d)\+?\d(?:[ -]?\d){9,}")
TOKEN = re.compile(r"bot\d+:[\w-]+|\bEAA\w{20,}")
# The database's errors name the row or the value they are about: those are people's words.
VALUES = re.compile(r"\s*\bDETAIL: .*|(?<=query argument \$\d): .*|(?<=query argument \$\d\d): .*", re.DOTALL)
# At their most talkative these write down whole messages, secrets among them.
QUIET = (
    "aiosqlite", "amqp", "asyncio", "celery.redirected", "httpcore", "httpx", "kombu", "matplotlib", "pywa",
    "telegram", "tortoise",
)  # fmt: skip


def mask(text: str) -> str:
    """The text with long numbers and vendors' tokens taken out."""
    return LONG_NUMBER.sub(lambda match: f"…{match[0][-2:]}", TOKEN.sub("bot…", text))


def told(error: BaseException) -> str:
    """An error in a line that anybody may read: its kind and message, without what people said."""
    return mask(f"{type(error).__name__}: {VALUES.sub('', str(error))}")


def _masked(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    return {key: mask(value) if isinstance(value, str) else value for key, value in event.items()}


def _short_error(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """An exception as its type, message and innermost places, on the same line."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        places = traceback.extract_tb(error.__traceback__)[-4:]
        where = " < ".join(f"{place.filename}:{place.lineno} {place.name}" for place in reversed(places))
        event["error"] = told(error)
        event["where"] = where
    return event


def configure(level: str, form: str) -> None:
    """Send structlog's and every library's records to the standard error stream in one form."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _short_error,
        _masked,
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.processors.LogfmtRenderer(key_order=["at", "level", "event"], bool_as_flag=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
