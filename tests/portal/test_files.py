"""Files of a ticket: typed by their bytes, stripped of what cameras write, given to those who may see it."""

import io

import pytest
from aiohttp import FormData
from PIL import Image

import clock
from models.tickets import Attachment, Ticket
from portal.keys import STORAGE
from portal.uploads import clean_name
from tests.portal.conftest import Client, Site, page, token
from tests.portal.test_ticket import mine


async def upload(
    client: Client, ticket: Ticket, data: bytes, name: str, mime: str = "image/jpeg"
) -> tuple[int, str]:
    path = f"/portal/tickets/{ticket.id}"
    form = FormData(quote_fields=False)
    form.add_field("csrf", await token(client, path))
    form.add_field("attachments", data, filename=name, content_type=mime)
    answer = await client.post(f"{path}/do/attach", data=form, allow_redirects=False)
    return answer.status, await answer.text()


def photo(size: tuple[int, int] = (900, 600)) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", size, "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


async def test_photos_lose_what_the_camera_wrote_into_them(site: Site) -> None:
    ticket, client = await mine(), await site.as_("phe.chhura")
    assert b"Kamera" in photo()
    assert (await upload(client, ticket, photo(), "../../etc/काम\u202e.jpg"))[0] == 303
    kept = await Attachment.filter(ticket_id=ticket.id, channel="portal").order_by("-id").first()
    assert kept
    data = await site.server.app[STORAGE].get(kept.storage_key)
    assert b"Kamera" not in data and b"Exif" not in data
    assert "/.." not in kept.storage_key and kept.name == "काम.jpg"
    answer = await client.get(f"/portal/media/{kept.id}")
    assert (answer.status, answer.content_type, await answer.read()) == (200, "image/jpeg", data)
    small = await client.get(f"/portal/media/{kept.id}/small")
    with Image.open(io.BytesIO(await small.read())) as picture:
        assert max(picture.size) <= 320


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<html><script>alert(1)</script></html>", "photo.jpg"),
        (b"MZ\x90\x00" + b"\0" * 200, "rechnung.pdf"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "kaputt.jpg"),
        (b"", "leer.jpg"),
    ],
)
async def test_files_are_what_their_bytes_say(site: Site, data: bytes, name: str) -> None:
    ticket, client = await mine(), await site.as_("phe.chhura")
    status, _ = await upload(client, ticket, data, name)
    assert status == 400
    assert not await Attachment.filter(ticket_id=ticket.id, channel="portal", name=name).exists()


async def test_what_browsers_could_run_is_only_saved(site: Site) -> None:
    """Fault 49."""
    ticket, client = await mine(), await site.as_("phe.chhura")
    await site.server.app[STORAGE].put("test/page.html", b"<script>alert(1)</script>")
    row = await Attachment.create(
        ticket_id=ticket.id,
        channel="webchat",
        kind="document",
        mime="text/html",
        name='a"\r\nSet-Cookie: x=1.html',
        storage_key="test/page.html",
        state="stored",
        created_at=clock.now(),
    )
    answer = await client.get(f"/portal/media/{row.id}")
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers


async def test_sound_can_be_played_from_the_middle(site: Site) -> None:
    ticket, client = await mine(), await site.as_("phe.chhura")
    await site.server.app[STORAGE].put("test/voice.ogg", bytes(range(200)))
    row = await Attachment.create(
        ticket_id=ticket.id,
        channel="whatsapp",
        kind="voice",
        mime="audio/ogg",
        storage_key="test/voice.ogg",
        transcript="पानी नहीं आता",
        state="stored",
        created_at=clock.now(),
    )
    answer = await client.get(f"/portal/media/{row.id}", headers={"Range": "bytes=100-109"})
    assert (answer.status, await answer.read()) == (206, bytes(range(100, 110)))
    assert answer.headers["Content-Range"] == "bytes 100-109/200"
    text = await page(client, f"/portal/tickets/{ticket.id}")
    assert "<audio controls" in text and "पानी नहीं आता" in text


def test_names_of_files_are_only_names() -> None:
    """Fault 50."""
    assert clean_name("..\\..\\CON\x00.exe") == "CON.exe"
    assert clean_name("a/b/\u202egpj.exe") == "gpj.exe"
    assert clean_name("") == "file"
    assert len(clean_name("क" * 500)) == 120
