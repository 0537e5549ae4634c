"""Review before filing: see it whole, change one answer, send; and what came of sending."""

from dataclasses import replace

from bots.dialog import filing_split, filing_story, misses, when
from bots.dialog.effects import Act, Draft, FileTicket, Json, Look, Remember, Wake
from bots.dialog.events import Done, Filed, Found, Refused
from bots.dialog.filing_words import acknowledgement, is_by_voice, story, summary
from bots.dialog.flow import drop, finish, proceed
from bots.dialog.links import ticket_options
from bots.dialog.steps import Answer, Outcome, Pick, Step
from bots.dialog.turn import Turn, mark

_CHANGES = ("name", "place", "kind", "describe", "department", "whom")
_AGAIN_LATER = when.HOURS_6


def looked(turn: Turn) -> bool:
    """Whether it was asked already if the same is registered; asks when not."""
    return bool(turn.get("looked"))


def look(turn: Turn) -> None:
    """Every answer is there: see first whether the same matter is registered already."""
    if looked(turn) or not turn.words("description"):
        turn.go("filing.review")
        return
    turn.put(looked=True, afresh=None)
    turn.reframe(step="filing.review", trail=_trail(turn))
    turn.do(
        Look(
            "duplicates",
            {
                "text": turn.words("description"),
                "area_id": turn.number("area"),
                "category": turn.words("category"),
            },
        )
    )


def _trail(turn: Turn) -> tuple[str, ...]:
    here = turn.step
    return (*turn.frame.trail, here.id) if here and here.id != "filing.review" else turn.frame.trail


def outcome(turn: Turn, event: Outcome) -> bool:
    """What came of a deed of the filing conversation."""
    match event:
        case Found(what="duplicates"):
            _same(turn, event)
        case Filed():
            _filed(turn, event)
        case Refused(what="file"):
            _refused(turn, event)
        case Refused(what="duplicates"):
            turn.ask()
        case Done(what="join" | "add"):
            turn.note(f"filing-same-{event.what}ed", number=event.ticket.number if event.ticket else "")
            if not filing_split.go_on(turn, turn.frame):
                finish(turn)
        case Refused(what="join" | "add"):
            turn.note("filing-same-refused")
            turn.go("filing.review")
        case _:
            return False
    return True


def _same(turn: Turn, event: Found) -> None:
    own = next((ticket for ticket in event.tickets if ticket.mine and ticket.open), None)
    parent, crowd = event.values.get("parent"), event.values.get("cluster")
    if own is not None:
        turn.put(same=own.id, same_number=own.number, same_verb="add")
        turn.go("filing.same")
    elif isinstance(parent, int) and isinstance(crowd, int) and crowd > 0:
        turn.put(same=parent, same_number=str(crowd), same_verb="join")
        turn.go("filing.same")
    else:
        turn.ask()


def _same_text(turn: Turn) -> str:
    number = turn.words("same_number")
    crowd = "filing-same-one" if number == "1" else "filing-same-crowd"
    return turn.text("filing-same" if turn.words("same_verb") == "add" else crowd, number=number)


def _same_picks(turn: Turn) -> tuple[Pick, ...]:
    verb = turn.words("same_verb") or "add"
    return (Pick(verb, means=("yes",)), Pick("new", means=("no", "send")))


def _same_chosen(turn: Turn, answer: Answer) -> None:
    ticket = turn.number("same")
    if answer.code == "new" or ticket is None:
        turn.go("filing.review")
        return
    files = turn.get("files")
    attachments: list[Json] = files if isinstance(files, list) else []
    values: dict[str, Json] = {"text": turn.words("description"), "attachments": attachments}
    turn.do(Act(answer.code, ticket, values))


def review_text(turn: Turn) -> str:
    return turn.text("filing-review", summary=summary(turn))


def reviewed(turn: Turn, answer: Answer) -> None:
    """Send, change, cancel; anything else said here belongs to the matter."""
    match answer.code:
        case "send":
            turn.do(FileTicket(draft(turn)))
        case "change":
            turn.go("filing.change")
        case "cancel":
            turn.go("filing.discard")
        case _ if answer.words and not answer.files and not filing_story.is_more(answer.words):
            misses.again(turn, "filing-review-hint")
        case _:
            filing_story.tell(turn, answer)
            turn.note("filing-added")
            proceed(turn)


def draft(turn: Turn, *, incomplete: bool = False) -> Draft:
    """The grievance as the answers tell it."""
    lat, lon, files, trust = turn.get("lat"), turn.get("lon"), turn.get("files"), turn.get("confidence")
    return Draft(
        key=turn.frame.draft,
        kind=turn.words("kind") or "problem",
        description=story(turn),
        language=turn.language,
        name=turn.words("name"),
        area_id=turn.number("area"),
        address=turn.words("address"),
        lat=float(lat) if isinstance(lat, int | float) else None,
        lon=float(lon) if isinstance(lon, int | float) else None,
        attachments=tuple(int(str(item)) for item in files) if isinstance(files, list) else (),
        department=turn.words("department") or None,
        category=turn.words("category") or None,
        chosen_by_citizen=bool(turn.get("chosen") and turn.words("department")),
        on_behalf_of=turn.words("whom"),
        urgent=bool(turn.get("urgent")),
        confidential=bool(turn.get("confidential")),
        incomplete=incomplete,
        because=turn.words("because"),
        confidence=float(trust) if isinstance(trust, int | float) else 0.0,
    )


def _filed(turn: Turn, event: Filed) -> None:
    ticket = event.ticket
    person = turn.facts.person
    name, area, address = turn.words("name"), turn.number("area"), turn.words("address")
    incomplete = bool(turn.get("incomplete"))
    card = turn.facts.district.areas.get(area) if area is not None else None
    if is_by_voice(address) or (card is not None and card.kind != "block"):
        address = ""  # a voice note, or a landmark in a village: this ticket's; the next may be elsewhere
    if not incomplete and (name != person.name or area != person.area_id or address != person.address):
        turn.do(Remember(name=name or None, area_id=area, address=address))
    turn.session = replace(turn.session, filed=(mark(turn.frame.draft), ticket.number))
    confidential, before = bool(turn.get("confidential")), turn.frame
    drop(turn)
    if incomplete:
        turn.tell("filing-filed-incomplete", number=ticket.number)
    else:
        turn.add(acknowledgement(turn, event, confidential=confidential))
        spoken = ("listen",) if "speech" in turn.facts.can else ()
        turn.flush(ticket_options(turn.language, ticket.id, "pdf", "status", *spoken))
    if not filing_split.go_on(turn, before):
        finish(turn)


def _refused(turn: Turn, event: Refused) -> None:
    """Nothing is lost: the draft stays, the person can send it again."""
    if turn.get("incomplete"):
        turn.put(incomplete=None)
        turn.do(Wake("incomplete", _AGAIN_LATER))
        return
    turn.note("filing-refused")
    turn.ask()


def _stamp(turn: Turn) -> str:
    """A button of an older review shows older words: it must not send the newer ones."""
    shown = ("name", "whom", "area", "address", "kind", "description", "department", "confidential")
    return "".join(str(turn.get(key)) for key in shown)


def _changes(turn: Turn) -> tuple[Pick, ...]:
    return (*(Pick(code) for code in _CHANGES), Pick("nothing", means=("no", "keep")))


def _change(turn: Turn, answer: Answer) -> None:
    match answer.code:
        case "department":
            turn.go("filing.departments")
        case "describe":
            turn.put(afresh=True)
            turn.go("filing.describe")
        case "place":
            turn.put(block=None, where=None)
            turn.go("filing.place")
        case "nothing":
            turn.go("filing.review")
        case code:
            turn.go(f"filing.{code}")


def _discard(turn: Turn, answer: Answer) -> None:
    if answer.code == "yes":
        drop(turn)
        turn.note("filing-discarded")
        finish(turn)
    else:
        proceed(turn)


REVIEW_STEPS = (
    Step("filing.same", picks=_same_picks, text=_same_text, then=_same_chosen, next=("filing.review",)),
    Step(
        "filing.review",
        picks=(
            Pick("send", means=("send", "yes", "done")),
            Pick("change", means=("change", "no")),
            Pick("cancel"),
        ),
        open=True,
        text=review_text,
        then=reviewed,
        stamp=_stamp,
        next=("filing.change", "filing.discard", "filing.same", "filing.department"),
    ),
    Step(
        "filing.change",
        picks=_changes,
        then=_change,
        next=(
            "filing.name",
            "filing.place",
            "filing.kind",
            "filing.describe",
            "filing.departments",
            "filing.whom",
            "filing.review",
        ),
    ),
    Step(
        "filing.discard",
        picks=(Pick("yes", means=("yes",)), Pick("no", means=("no", "keep"))),
        then=_discard,
        next=(
            "filing.name",
            "filing.place",
            "filing.kind",
            "filing.describe",
            "filing.department",
            "filing.review",
        ),
    ),
)
