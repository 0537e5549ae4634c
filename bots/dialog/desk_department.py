"""To which department an officer hands a ticket on."""

from bots.dialog import misses, paging
from bots.dialog.facts import DepartmentCard
from bots.dialog.filing_department import pick as department_pick
from bots.dialog.flow import proceed
from bots.dialog.steps import Answer, Pick
from bots.dialog.turn import Turn

_PROPOSED = 3


def _is_named(card: DepartmentCard, shown: str) -> bool:
    """Whether a ticket's department, as a chat shows it, is this one."""
    known = {*card.short.values(), *card.names.values()}
    return bool(shown) and shown in known | {f"{card.icon} {name}" for name in known}


def picks(turn: Turn) -> tuple[Pick, ...]:
    """The router's proposals for these words first; any other by its name, or the same one elsewhere."""
    known = turn.facts.district.departments
    here = turn.words("from_department")
    elsewhere = (Pick("elsewhere"),) if own(turn) else ()
    proposed = [code for code in _read(turn) if code in known and not _is_named(known[code], here)]
    if turn.get("all_departments") or not proposed:
        return paging.page(turn, (*elsewhere, *_every_department(turn)))
    return (*(department_pick(turn, code) for code in proposed[:_PROPOSED]), Pick("all"), *elsewhere)


def _read(turn: Turn) -> tuple[str, ...]:
    """The departments the router reads in the ticket's words, best first."""
    reading = turn.read(turn.words("story")) if turn.words("story") else None
    codes = [reading.department, *(code for code, _ in reading.alternatives)] if reading else []
    return tuple(dict.fromkeys(codes))


def _every_department(turn: Turn) -> tuple[Pick, ...]:
    here = own(turn)
    known = turn.facts.district.departments
    return tuple(department_pick(turn, code) for code in known if code not in ("other", here))


def own(turn: Turn) -> str:
    """The code of the department that has the ticket."""
    here = turn.words("from_department")
    known = turn.facts.district.departments
    return next((code for code, card in known.items() if _is_named(card, here)), "")


def chosen(turn: Turn, answer: Answer) -> None:
    step = turn.step
    code = answer.code
    if not code and step is not None:
        code = paging.named(turn, step, _every_department(turn), answer.words)
    match code:
        case "all":
            turn.put(all_departments=True)
            turn.ask()
        case paging.MORE:
            paging.turn_over(turn)
        case "elsewhere":
            turn.put(elsewhere=True, department_given=own(turn))
            proceed(turn)
        case "":
            misses.again(turn, "work-department-hint")
        case _:
            turn.put(elsewhere=None, place_given=None, area_given=None, department_given=code)
            proceed(turn)
