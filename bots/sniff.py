"""What a file is by its first bytes: never by what its sender calls it (pure)."""

from bots.inbound import MediaKind

# Where the sign stands, the sign, the mime type and the file ending.
_SIGNS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (8, b"WEBP", "image/webp", ".webp"),
    (0, b"GIF8", "image/gif", ".gif"),
    (0, b"OggS", "audio/ogg", ".ogg"),
    (0, b"ID3", "audio/mpeg", ".mp3"),
    (0, b"\xff\xfb", "audio/mpeg", ".mp3"),
    (0, b"\xff\xf3", "audio/mpeg", ".mp3"),
    (0, b"#!AMR", "audio/amr", ".amr"),
    (0, b"\xff\xf1", "audio/aac", ".aac"),
    (0, b"\xff\xf9", "audio/aac", ".aac"),
    (4, b"ftypM4A", "audio/mp4", ".m4a"),
    (4, b"ftyp3gp", "video/3gpp", ".3gp"),
    (4, b"ftypqt", "video/quicktime", ".mov"),
    (4, b"ftyp", "video/mp4", ".mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm", ".webm"),
    (0, b"%PDF-", "application/pdf", ".pdf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", ".doc"),
)
# No office's browser shows these, and we cannot take the place out of them; sent as photos they come as JPEG.
_APPLE = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"})
_OFFICE = {
    b"word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    b"xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    b"ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
}
_ACTIVE = (b"<script", b"<html", b"<!doctype", b"<svg", b"<?xml", b"javascript:")
_OF_KIND = {
    MediaKind.PHOTO: ("image/",),
    MediaKind.VOICE: ("audio/", "video/mp4", "video/webm"),
    MediaKind.AUDIO: ("audio/", "video/mp4", "video/webm"),
    MediaKind.VIDEO: ("video/", "image/gif"),
    MediaKind.DOCUMENT: ("",),
}


def sniff(data: bytes) -> tuple[str, str] | None:
    """Mime type and file ending of a kind we keep; None for everything else (pages, archives, programs)."""
    if data[4:8] == b"ftyp" and data[8:12] in _APPLE:
        return None
    for offset, sign, mime, ending in _SIGNS:
        if data[offset : offset + len(sign)] == sign:
            return mime, ending
    if data[:4] == b"PK\x03\x04":
        return next(
            (found for folder, found in _OFFICE.items() if folder in data[:4096] or folder in data[-8192:]),
            None,
        )
    return ("text/plain", ".txt") if _is_text(data) else None


def _is_text(data: bytes) -> bool:
    start = data[:8192].lower()
    if b"\0" in start or any(mark in start for mark in _ACTIVE):
        return False
    try:
        data[:8192].decode("utf-8", "strict" if len(data) <= 8192 else "ignore")
    except UnicodeDecodeError:
        return False
    return True


def is_of_kind(mime: str, kind: MediaKind) -> bool:
    """Whether such a file may be shown as that kind of media."""
    return mime.startswith(_OF_KIND[kind])
