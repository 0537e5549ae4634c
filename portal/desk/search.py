"""Finds tickets by number, last digits, telephone, name or words in either script and any spelling."""

from dataclasses import dataclass

import regex
from tortoise.expressions import Q, RawSQL

from models.dialect import on_postgres
from routing.folding import fold
from tickets import numbers
from tickets.actor import Actor
from tickets.errors import Invalid

MOST_WORDS = 6
PHONE_DIGITS = 10
PLAIN = regex.compile(r"[a-z0-9]+")
MARK = "zq"
"""What the index's own marks begin with (migration 0064); no folded word does."""
STEP = 20_000
"""How many tickets share one mark of age in the index of migration 0064."""
INDEXED = (
    "to_tsvector('simple', t.search_text || ' zqd' || coalesce(t.department_id, 0)::text"
    " || ' zqo' || coalesce(t.officer_id, 0)::text"
    f" || ' zqa' || replace(t.area_path, '.', ' zqa') || ' zqn' || (t.id / {STEP})::text)"
)
FOUND = f"SELECT t.id FROM ticket t WHERE {INDEXED} @@ to_tsquery('simple', '{{query}}')"  # noqa: S608
NEW = (
    f"(zqn' || (SELECT max(id) / {STEP} FROM ticket)"  # noqa: S608
    f" || ' | zqn' || (SELECT greatest(max(id) / {STEP} - 1, 0) FROM ticket) || ')"
)
# "+ 0" keeps the database from walking all tickets backwards in the hope of soon meeting the words.
NEWEST = "(SELECT unnest(ARRAY(SELECT f.id FROM ({found}) AS f ORDER BY f.id + 0 DESC LIMIT {most})))"


STEM = 4
"""From so many letters on a word finds what begins with it: shorter beginnings are in every ticket."""
WHOLE = 2
"""State and district: areas so far up hold nearly everything."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a search for words goes: so many of the newest matches.

    `new`: among the newest tickets alone; `whole`: words as they are, without those that begin with them.
    A word that everybody uses is in a hundred thousand tickets; who needs the older ones adds a word.
    """

    most: int = 1_000
    new: bool = False
    whole: bool = False


def matching(text: str, actor: Actor, *, phones: bool, reach: Reach) -> Q:
    """The condition for what somebody typed; telephones are searched only for those who may see them."""
    match numbers.read(text):
        case numbers.Number(value):
            return Q(number=value)
        case numbers.WrongDigit(typed):
            raise Invalid("wrong-digit", field="q", typed=typed)
        case numbers.Tail(digits):
            return _words(text, actor, reach, tail=digits)
        case None:
            pass
    digits = numbers.digits(text)
    if phones and len(digits) >= PHONE_DIGITS and not any(sign.isalpha() for sign in text):
        last = digits[-PHONE_DIGITS:]
        return Q(citizen__phone__in=[last, f"91{last}", f"+91{last}", f"0{last}"])
    return _words(text, actor, reach)


def has_steps(text: str) -> bool:
    """Whether words are looked for in an index that finds some of them sooner than all."""
    return on_postgres() and numbers.read(text) is None and any(sign.isalpha() for sign in text)


def _words(text: str, actor: Actor, reach: Reach, *, tail: str = "") -> Q:
    """All words somewhere in the folded text (what was said, and who said it), or the end of the number."""
    tokens = fold(text).split()[:MOST_WORDS]
    if not tokens or any(token.startswith(MARK) for token in tokens):
        return Q(id=0)
    if on_postgres() and all(PLAIN.fullmatch(token) for token in tokens):
        # Letters and digits only: nothing can leave the quotes.
        words = (
            [term(token, whole=reach.whole) for token in tokens]
            + _narrowed(actor)
            + ([NEW] if reach.new else [])
        )
        found = FOUND.format(query=" & ".join(words))
        if tail:
            found += f" UNION SELECT t.id FROM ticket t WHERE t.tail = '{tail[-4:]}'"  # noqa: S608
            found += f" AND t.number LIKE '%{_end(tail)}'"
        return Q(id__in=RawSQL(NEWEST.format(found=found, most=reach.most)))
    wanted = Q()
    for token in tokens:
        wanted &= Q(search_text__contains=token)
    return wanted | (Q(tail=tail[-4:]) & Q(number__endswith=_end(tail))) if tail else wanted


def term(token: str, *, whole: bool) -> str:
    """A word as the index is asked for it."""
    return token if whole or len(token) < STEM else f"{token}:*"


def _narrowed(actor: Actor) -> list[str]:
    """Jurisdiction as marks of the index: it only saves work, `visible` decides."""
    reached = [_marks(one) for one in (actor, *actor.stands_in_for)]
    return [f"({' | '.join(reached)})"] if all(reached) else []


def _marks(actor: Actor) -> str:
    """The marks of one capacity; none where they would save nothing."""
    areas = actor.area_path.split(".")[:-1]
    # The mark of a whole district would be on every ticket: reading its list is dearer than what it saves.
    marks = [f"zqa{areas[-1]}"] if len(areas) > WHOLE else []
    marks += [f"zqd{actor.department_id}"] if actor.department_id is not None else []
    if actor.id is None or not areas or not marks:
        return ""
    return f"({' & '.join(marks)}) | zqo{actor.desk}"


def _end(digits: str) -> str:
    """The end of a written number: the check digit stands behind a dash."""
    return f"{digits[-7:-1]}-{digits[-1]}"
