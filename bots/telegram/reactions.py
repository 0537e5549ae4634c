"""The Bot API's answers and what each calls for; recognised by status and words, as Telegram has no codes."""

from bots.reactions import DOUBLING, Do, Reaction

STOP = Reaction(Do.STOP_CHANNEL, alarm=True)
BUG = Reaction(Do.FAIL, alarm=True)
GONE = Reaction(Do.UNREACHABLE)

# (HTTP status, words in the description or "" for any, short code, reaction); the first that matches counts.
TABLE: tuple[tuple[int, str, str, Reaction], ...] = (
    (429, "", "429", Reaction(Do.SLOW_PERSON, (5, 10, 30, 60), spreads=True)),
    (403, "", "403", GONE),
    (401, "", "401", STOP),
    (404, "", "404", STOP),
    (409, "", "409", STOP),
    (400, "chat not found", "chat-not-found", GONE),
    (400, "user not found", "chat-not-found", GONE),
    (400, "peer_id_invalid", "chat-not-found", GONE),
    (400, "user is deactivated", "chat-not-found", GONE),
    (400, "upgraded to a supergroup", "moved", Reaction(Do.MOVED)),
    (400, "message is not modified", "not-modified", Reaction(Do.IGNORE)),
    (400, "query is too old", "query-old", Reaction(Do.IGNORE)),
    (400, "message to edit not found", "edit-gone", Reaction(Do.NEW_MESSAGE)),
    (400, "message to delete not found", "edit-gone", Reaction(Do.NEW_MESSAGE)),
    (400, "message can't be edited", "edit-gone", Reaction(Do.NEW_MESSAGE)),
    (400, "no text in the message to edit", "edit-gone", Reaction(Do.NEW_MESSAGE)),
    (400, "message to be replied not found", "reply-gone", Reaction(Do.PLAIN)),
    (400, "can't parse entities", "parse", Reaction(Do.PLAIN, alarm=True)),
    (400, "too long", "too-long", Reaction(Do.SHORTEN, alarm=True)),
    (400, "button_data_invalid", "button-data", Reaction(Do.PLAIN, alarm=True)),
    (400, "file is too big", "file-big", Reaction(Do.NO_FILE)),
    (400, "wrong file", "file-bad", Reaction(Do.NO_FILE)),
    # Whatever else it does not like: the bare words arrive, and somebody looks at the cause.
    (400, "", "400", Reaction(Do.PLAIN, alarm=True)),
    (413, "", "file-big", Reaction(Do.NO_FILE)),
)
BY_CODE = {code: reaction for _, _, code, reaction in TABLE}
NETWORK = Reaction(Do.UNKNOWN, (30, 120, 600))
NEVER_LEFT = Reaction(Do.RETRY, DOUBLING)
SERVER = Reaction(Do.RETRY, DOUBLING, hours=24)


def find(http_status: int, description: str) -> tuple[str, Reaction]:
    """The short code and the reaction for one answer."""
    words = description.lower().replace("\u2019", "'")
    for status, part, code, reaction in TABLE:
        if status == http_status and part in words:
            return code, reaction
    return str(http_status), SERVER if http_status >= 500 else BUG


def reaction(code: str) -> Reaction:
    """The row of a short code."""
    special = {"network": NETWORK, "connect": NEVER_LEFT}
    return BY_CODE.get(code) or special.get(code, SERVER if code.startswith("5") else BUG)
