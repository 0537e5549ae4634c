"""What people decide about a citizen's words becomes rows for the router, and nothing else does."""

from models.tickets import LabelledExample
from tests.tickets.world import World, actor, assigned, filed
from tickets import verbs


async def test_a_corrected_kind_and_urgency_are_kept(world: World) -> None:
    ticket = await assigned(world)
    desk = await actor(world.operator)
    await verbs.perform("edit", ticket.id, desk, {"urgent": "true", "kind": "demand"})
    row = await LabelledExample.get(ticket_id=ticket.id, source="correction")
    assert (row.urgent, row.kind, row.text) == (True, "demand", ticket.description)


async def test_a_corrected_place_is_kept(world: World) -> None:
    ticket = await assigned(world)
    area = world.other_village.id
    await verbs.perform("edit", ticket.id, await actor(world.operator), {"area_id": area})
    row = await LabelledExample.get(ticket_id=ticket.id, source="correction")
    assert (row.area_id, row.urgent, row.kind) == (area, None, "")


async def test_a_department_the_citizen_chose_is_kept_and_a_silent_one_is_not(world: World) -> None:
    chosen, silent = await filed(world, chosen_by_citizen=True), await filed(world)
    assert await LabelledExample.filter(ticket_id=chosen.id, source="citizen").count() == 1
    assert await LabelledExample.filter(ticket_id=silent.id).count() == 0
