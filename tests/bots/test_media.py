"""Files from strangers.

Only from the vendor, only what they claim to be, without what they should not tell.
"""

import base64
import hashlib
import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

import clock
from bots import albums, media, resend
from bots.channel import MediaFailed
from bots.inbound import MediaKind
from bots.pictures import BadPicture, cleaned
from bots.safe_fetch import PublicOnly, Source, fetch, is_allowed
from bots.sniff import is_of_kind, sniff
from bots.storage import open_storage
from models.messages import Outbound
from models.tickets import Attachment
from tests.bots.conftest import Rig
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen
from tests.vendors.faults import answer_file


@pytest.fixture
def database_url(sqlite_database_url: str) -> str:
    """One database is enough here: no claim of this file hangs on which."""
    return sqlite_database_url


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each photo here comes alone: nothing is waited for."""
    monkeypatch.setattr(albums, "SETTLE", timedelta(seconds=0.05))


SOURCE = Source("https://graph.facebook.com", ("lookaside.fbsbx.com", ".fbcdn.net"))
ADDRESSES = [
    ("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", True),
    ("https://scontent.fbcdn.net/x", True),
    ("https://graph.facebook.com/v26.0/1", True),
    ("http://lookaside.fbsbx.com/x", False),
    ("https://lookaside.fbsbx.com:8443/x", False),
    ("https://user@lookaside.fbsbx.com/x", False),
    ("https://lookaside.fbsbx.com.evil.example/x", False),
    ("https://evilfbcdn.net/x", False),
    ("http://169.254.169.254/latest/meta-data/", False),
    ("http://127.0.0.1:6379/", False),
    ("file:///etc/passwd", False),
    ("gopher://lookaside.fbsbx.com/", False),
    ("https://[::1]/", False),
    ("", False),
]


@pytest.mark.parametrize(("url", "allowed"), ADDRESSES, ids=[row[0] or "empty" for row in ADDRESSES])
def test_only_the_vendors_own_hosts_are_asked(url: str, allowed: bool) -> None:
    """Fault 48."""
    assert is_allowed(url, SOURCE) is allowed


async def test_a_vendors_name_that_points_inside_is_refused() -> None:
    """Fault 48."""
    with pytest.raises(OSError, match="no public address"):
        await PublicOnly().resolve("localhost", 443)


async def test_a_refused_address_is_not_tried() -> None:
    """Fault 48."""
    with pytest.raises(MediaFailed, match="not allowed"):
        await fetch("http://169.254.169.254/", SOURCE, 100)


def picture(size: tuple[int, int] = (40, 30), form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", size, "green")
    exif = Image.Exif()
    exif[0x0110] = "Phone of somebody"
    exif.get_ifd(0x8825)[2] = (20.0, 38.0, 4.0)
    exif[0x0112] = 6
    image.save(out, form, exif=exif)
    return out.getvalue()


def test_a_photo_is_upright_and_says_nothing_of_where_it_was_taken() -> None:
    """Fault 49."""
    data, mime, _ = cleaned(picture())
    with Image.open(io.BytesIO(data)) as found:
        assert (found.size, dict(found.getexif()), mime) == ((30, 40), {}, "image/jpeg")
    assert b"Phone of somebody" not in data


def test_a_picture_bomb_is_refused_before_it_is_opened() -> None:
    """Fault 49."""
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    with pytest.raises(BadPicture):
        cleaned(out.getvalue())


SNIFFS = [
    (b"\xff\xd8\xff\xe0", "image/jpeg"),
    (b"OggS\0\x02", "audio/ogg"),
    (b"%PDF-1.7", "application/pdf"),
    ("सादा पाठ".encode(), "text/plain"),
    (b"<html><script>alert(1)</script>", None),
    (b"<?xml version='1.0'?><svg onload='x'/>", None),
    (b"PK\x03\x04 zip of something", None),
    (
        b"PK\x03\x04\x14\0 word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (b"\0\0\0\x18ftypisom", "video/mp4"),
    (b"\0\0\0\x18ftypheic", None),
    (b"\0\0\0\x18ftypmif1", None),
    (b"MZ\x90\0", None),
    (b"", "text/plain"),
]


@pytest.mark.parametrize(("data", "mime"), SNIFFS)
def test_a_file_is_what_its_bytes_say(data: bytes, mime: str | None) -> None:
    """Fault 49."""
    assert (sniff(data) or (None,))[0] == mime


def test_a_document_never_counts_as_a_photo() -> None:
    assert not is_of_kind("application/pdf", MediaKind.PHOTO)


async def arrived(
    rig: Rig, channel: str, data: bytes, kind: str = "image", mime: str = "image/jpeg"
) -> Attachment:
    rig.stand_in.files["m1"] = (data, mime)
    if channel == "whatsapp":
        await rig.whatsapp(WhatsAppCitizen().sends(kind, {"id": "m1", "mime_type": mime}))
    else:
        await rig.telegram(
            TelegramCitizen().sends(document={"file_id": "m1", "mime_type": mime, "file_name": "../../x"})
        )
    await rig.idle()
    return await Attachment.get()


@pytest.mark.parametrize("channel", ["whatsapp", "telegram"])
async def test_a_photo_is_fetched_cleaned_and_stored_under_our_own_key(rig: Rig, channel: str) -> None:
    attachment = await arrived(rig, channel, picture())
    assert await rig.service.gallery.fetch(attachment.id)
    stored = await Attachment.get()
    data = await rig.service.storage.get(stored.storage_key)
    assert (stored.state, stored.kind, stored.size) == ("stored", "photo", len(data))
    assert ".." not in stored.storage_key
    assert b"Phone of somebody" not in data


@pytest.mark.parametrize("data", [b"<html><script>x</script>", b"MZ\x90\0program"])
async def test_what_is_no_photo_is_refused_and_asked_for_again(rig: Rig, data: bytes) -> None:
    attachment = await arrived(rig, "whatsapp", data)
    assert not await rig.service.gallery.fetch(attachment.id)
    assert (await Attachment.get()).state == "failed"
    assert await Outbound.filter(purpose="resend").count() == 1


async def test_the_files_of_one_message_are_asked_for_once_and_too_many_a_day_once(rig: Rig) -> None:
    first = await arrived(rig, "whatsapp", b"MZ\x90\0program")
    same: dict[str, Any] = {
        "person_id": first.person_id,
        "channel": "whatsapp",
        "vendor_ref": "m1",
        "kind": "photo",
    }
    same |= {"next_attempt_at": clock.now(), "created_at": clock.now()}
    for message, error in (("album", "type not allowed"), ("next", "quota"), ("last", "quota")):
        for _ in range(3):
            await resend.ask(await Attachment.create(vendor_message=message, error=error, **same))
    assert await Outbound.filter(purpose="resend").count() == 2


async def test_a_lost_download_is_tried_again_later(rig: Rig) -> None:
    attachment = await arrived(rig, "whatsapp", picture())
    rig.stand_in.whatsapp_faults.queued.append(answer_file("whatsapp", "graph-error-131016"))
    assert not await rig.service.gallery.fetch(attachment.id)
    waiting = await Attachment.get()
    assert (waiting.state, waiting.attempts) == ("waiting", 1)
    await Attachment.all().update(next_attempt_at=clock.now())
    assert await rig.service.gallery.fetch(attachment.id)


CHECKSUMS = [("hex", "0" * 64, "damaged"), ("base64", "A" * 43 + "=", "damaged"), ("none", "x", "")]


@pytest.mark.parametrize(("name", "told", "error"), CHECKSUMS, ids=[row[0] for row in CHECKSUMS])
async def test_a_file_that_is_not_what_meta_says_is_fetched_again(
    rig: Rig, name: str, told: str, error: str
) -> None:
    attachment = await arrived(rig, "whatsapp", picture())
    rig.stand_in.checksums["m1"] = told
    assert await rig.service.gallery.fetch(attachment.id) == (not error)
    assert (await Attachment.get()).error == error
    rig.stand_in.checksums["m1"] = base64.b64encode(hashlib.sha256(picture()).digest()).decode()
    await Attachment.all().update(next_attempt_at=clock.now())
    assert error == "" or await rig.service.gallery.fetch(attachment.id)


async def test_an_address_that_ran_out_is_asked_for_anew(rig: Rig) -> None:
    """Fault 48: whatsApp's are good for five minutes: a try that comes later must not use the old one."""
    attachment = await arrived(rig, "whatsapp", picture())
    rig.stand_in.url_life_s = -1
    assert not await rig.service.gallery.fetch(attachment.id)
    assert ((await Attachment.get()).state, (await Attachment.get()).error) == ("waiting", "HTTP 404")
    rig.stand_in.url_life_s = 300
    await Attachment.all().update(next_attempt_at=clock.now())
    assert await rig.service.gallery.fetch(attachment.id)


async def test_a_file_beyond_the_limit_is_never_loaded(rig: Rig) -> None:
    """Fault 49."""
    attachment = await arrived(rig, "telegram", b"\0" * (21 * 1024 * 1024), mime="application/pdf")
    assert not await rig.service.gallery.fetch(attachment.id)
    assert (await Attachment.get()).error == "too big"


async def test_who_sends_files_without_end_is_not_served_without_end(rig: Rig, monkeypatch: Any) -> None:
    """Fault 51: the messages are kept all the same, and others' files are fetched."""
    monkeypatch.setattr(media, "DAILY_FILES", 2)
    rig.stand_in.files["m1"] = (picture(), "image/jpeg")
    for citizen in [WhatsAppCitizen()] * 3 + [WhatsAppCitizen(number="919000000099", user_id="IN.99")]:
        await rig.whatsapp(citizen.sends("image", {"id": "m1", "mime_type": "image/jpeg"}))
        await rig.idle()
    await rig.service.gallery.sweep()
    found = await Attachment.all().order_by("id").values_list("state", "error")
    assert found == [("stored", ""), ("stored", ""), ("failed", "quota"), ("stored", "")]


async def test_files_are_kept_in_the_folder_by_default(channel_settings: Any) -> None:
    storage = open_storage(channel_settings)
    await storage.put("2026/11/23/a.jpg", b"x")
    assert (channel_settings.data.dir / "media" / "2026" / "11" / "23" / "a.jpg").read_bytes() == b"x"
    await storage.delete("2026/11/23/a.jpg")
    with pytest.raises(FileNotFoundError):
        await storage.get("2026/11/23/a.jpg")
