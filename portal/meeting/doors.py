"""The pages of a meeting: agenda, wall, orders, attendance, minutes."""

import secrets
from typing import Any

from aiohttp import web

import clock
import texts
from models.officers import Officer, Role
from models.tickets import Ticket
from portal.board.doors import stream
from portal.forms import form_of, many
from portal.gate import SUPERVISORS, get, post
from portal.keys import STORAGE
from portal.pages import page, see, tell
from portal.visitor import Visitor, visitor_of
from portal.words import zone
from reports import meetings
from reports.proceedings import Item, Proceedings, proceedings
from tickets.errors import TicketError

AT_ONE_TAP = (1, 3, 7)
"""Working days that an order gives by one tap."""
ID = r"{id:\d{1,15}}"


async def listing(request: web.Request) -> web.StreamResponse:
    """The meetings so far, and the button that freezes today's agenda."""
    visitor = visitor_of(request)
    held = await meetings.meetings_of(visitor.actor)
    today = clock.today_local(zone())
    key = meetings.key_of(visitor.actor, today)
    values = {"meetings": held, "today": today, "there": next((one for one in held if one.key == key), None)}
    return await page(request, "meetings.html", values)


async def freeze(request: web.Request) -> web.StreamResponse:
    """Freeze today's agenda, once."""
    meeting = await meetings.freeze(visitor_of(request).actor, clock.today_local(zone()))
    raise see(f"/portal/meetings/{meeting.id}")


async def _held(request: web.Request, visitor: Visitor) -> tuple[Proceedings, list[Officer]]:
    meeting = await meetings.meeting_of(visitor.actor, int(request.match_info["id"]))
    invited = await meetings.invited(meeting)
    return await proceedings(meeting, invited, visitor.language), invited


async def agenda(request: web.Request) -> web.StreamResponse:
    """The whole agenda with its orders and what has become of each point."""
    visitor = visitor_of(request)
    held, invited = await _held(request, visitor)
    present = await meetings.present_at(held.meeting.id)
    values = {"held": held, "meeting": held.meeting, "invited": invited, "came": present}
    return await page(request, "meeting.html", values)


async def wall(request: web.Request) -> web.StreamResponse:
    """One point in large type for the projector; arrows and page keys step through."""
    visitor = visitor_of(request)
    held, _ = await _held(request, visitor)
    if not held.items:
        raise see(f"/portal/meetings/{held.meeting.id}")
    given = request.query.get("at", "1")
    at = min(max(int(given) if given.isascii() and given.isdigit() else 1, 1), len(held.items))
    item = held.items[at - 1]
    values: dict[str, Any] = {
        "held": held,
        "meeting": held.meeting,
        "item": item,
        "at": at,
        "last": len(held.items),
        "taps": AT_ONE_TAP,
        "key": f"{item.id}:{secrets.token_hex(8)}",
        "officers": await _officers(item),
    }
    return await page(request, "wall.html", values)


async def _officers(item: Item) -> list[Officer]:
    """To whom an order may go: those of the ticket's department."""
    ticket = await Ticket.get(id=item.ticket_id)
    working = Officer.filter(active=True, role__in=(Role.OFFICER, Role.DEPARTMENT_HEAD))
    return await working.filter(department_id=ticket.department_id or 0).order_by("id").limit(60)


async def order(request: web.Request) -> web.StreamResponse:
    """Give an order; the words of a one-tap order are ours."""
    visitor, form = visitor_of(request), await form_of(request)
    meeting_id, at = int(request.match_info["id"]), form.number("at") or 1
    days = form.number("days")
    text = form.text("text", 600)
    if not text and days:
        text = texts.say("hi", "meeting-order-days", n=days)
    key = f"{form.text('key', 60)}:{days or 0}"
    try:
        await meetings.order(
            visitor.actor,
            int(request.match_info["item"]),
            key=key,
            text=text,
            days=days,
            officer_id=form.number("officer"),
        )
    except TicketError as refusal:
        return await page(request, "error.html", {"status": 400, "refusal": refusal}, status=400)
    await tell(request, "meeting-ordered")
    raise see(f"/portal/meetings/{meeting_id}/wall?at={at}")


async def attend(request: web.Request) -> web.StreamResponse:
    """Note who is there."""
    meeting_id = int(request.match_info["id"])
    present = {int(one) for one in await many(request, "present", 200) if one.isascii() and one.isdigit()}
    await meetings.attend(visitor_of(request).actor, meeting_id, present)
    await tell(request, "meeting-attended")
    raise see(f"/portal/meetings/{meeting_id}")


async def close(request: web.Request) -> web.StreamResponse:
    """End the meeting with its minutes."""
    meeting = await meetings.close(
        visitor_of(request).actor, int(request.match_info["id"]), request.config_dict[STORAGE]
    )
    await tell(request, "meeting-closed")
    raise see(f"/portal/meetings/{meeting.id}")


async def minutes(request: web.Request) -> web.StreamResponse:
    """The minutes as PDF."""
    meeting_id = int(request.match_info["id"])
    pdf = await meetings.minutes(visitor_of(request).actor, meeting_id, request.config_dict[STORAGE])
    meeting = await meetings.meeting_of(visitor_of(request).actor, meeting_id)
    name = f"samvad-meeting-{meeting.held_on}.pdf"
    return web.Response(
        body=pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def live(request: web.Request) -> web.StreamResponse:
    """The points' states, sent again when they change."""

    async def now(visitor: Visitor) -> dict[str, str]:
        held, _ = await _held(request, visitor)
        return {
            f"state-{item.id}": texts.say(visitor.language, f"portal-status-{item.now}")
            for item in held.items
        }

    return await stream(request, now)


DOORS = (
    get("/portal/meetings", listing, SUPERVISORS),
    post("/portal/meetings", freeze, SUPERVISORS),
    get(f"/portal/meetings/{ID}", agenda, SUPERVISORS),
    get(f"/portal/meetings/{ID}/wall", wall, SUPERVISORS),
    get(f"/portal/meetings/{ID}/live", live, SUPERVISORS),
    get(f"/portal/meetings/{ID}/minutes", minutes, SUPERVISORS),
    post(f"/portal/meetings/{ID}/items/{{item:\\d{{1,15}}}}/orders", order, SUPERVISORS),
    post(f"/portal/meetings/{ID}/attendance", attend, SUPERVISORS),
    post(f"/portal/meetings/{ID}/close", close, SUPERVISORS),
)
