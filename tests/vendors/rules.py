"""What the vendors refuse: the limits of channels.md §1.3 and §2.2, written down a second time on purpose."""

import re
import unicodedata
from typing import Any

Json = dict[str, Any]


def visible(text: str) -> bool:
    return any(unicodedata.category(letter)[0] not in "CZM" for letter in text)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Bad(Exception):
    """A request the vendor would refuse."""

    def __init__(self, why: str, code: int = 131009) -> None:
        super().__init__(why)
        self.code = code


def check(claim: object, why: str, code: int = 131009) -> None:
    if not claim:
        raise Bad(why, code)


def length(text: Any, most: int, what: str) -> None:
    check(isinstance(text, str) and visible(text), f"{what} is empty")
    check(len(text) <= most, f"{what} has {len(text)} of {most} characters", 100)


def whatsapp(body: Json) -> None:
    """Raise Bad for a message that Meta would refuse."""
    check(body.get("messaging_product") == "whatsapp", "messaging_product")
    to = body.get("to")
    check(to is None or re.fullmatch(r"\+\d{6,15}", to), f"to is {to!r}")
    check(to or body.get("recipient"), "no recipient", 131008)
    kind = body.get("type")
    content = body.get(str(kind))
    check(isinstance(content, dict), f"no {kind}")
    {
        "text": _text,
        "interactive": _interactive,
        "template": _template,
        "image": _media,
        "audio": _audio,
        "video": _media,
        "document": _media,
    }.get(str(kind), _unknown)(content or {})


def _unknown(content: Json) -> None:
    raise Bad("type", 131051)


def _text(content: Json) -> None:
    length(content.get("body"), 4096, "text")


def _media(content: Json) -> None:
    check(content.get("id"), "media id")
    if "caption" in content:
        length(content["caption"], 1024, "caption")


def _audio(content: Json) -> None:
    _media(content)
    check("caption" not in content, "a voice note has no caption", 100)


def _interactive(content: Json) -> None:
    kind = content.get("type")
    most = 4096 if kind == "list" else 1024
    length(content["body"]["text"], most, "body")
    if "footer" in content:
        length(content["footer"]["text"], 60, "footer")
    action = content["action"]
    if kind == "button":
        _unique([button["reply"] for button in action["buttons"]], 3, 20, 256)
    elif kind == "list":
        length(action["button"], 20, "list button")
        rows = [row for section in action["sections"] for row in section["rows"]]
        _unique(rows, 10, 24, 200)
        for row in rows:
            if "description" in row:
                length(row["description"], 72, "row description")
    elif kind == "cta_url":
        length(action["parameters"]["display_text"], 20, "link label")
        check(action["parameters"]["url"].startswith("https://"), "link")
    elif kind == "flow":
        _flow(action["parameters"])
    else:
        check(kind == "location_request_message", f"interactive {kind}")


def _flow(parameters: Json) -> None:
    length(parameters["flow_cta"], 30, "flow button")
    check(
        all(unicodedata.category(letter) != "So" for letter in parameters["flow_cta"]), "flow button: emoji"
    )
    check(parameters["flow_message_version"] == "3", "flow version")
    check(parameters["flow_token"] and parameters["flow_id"], "flow id or token", 131008)


def _unique(rows: list[Json], most: int, title: int, ident: int) -> None:
    check(0 < len(rows) <= most, f"{len(rows)} of {most} options")
    for row in rows:
        length(row["title"], title, "title")
        check(0 < len(row["id"]) <= ident, "id")
    check(len({row["title"] for row in rows}) == len(rows), "titles repeat")
    check(len({row["id"] for row in rows}) == len(rows), "ids repeat")


def _template(content: Json) -> None:
    check(re.fullmatch(r"[a-z0-9_]{1,512}", content["name"]), "template name", 132001)
    for component in content.get("components", []):
        if component["type"] == "button":
            (told,) = component["parameters"]
            length(told.get("payload") or told.get("text"), 256, "button")
            continue
        for parameter in component["parameters"]:
            text = parameter["text"]
            good = visible(text) and not re.search(r"[\n\t]| {5,}", text)
            check(good, f"parameter {text!r}", 132018)


def telegram(method: str, body: Json) -> str:
    """Why Telegram would refuse, or nothing."""
    text = body.get("text") if method in ("sendMessage", "editMessageText") else body.get("caption")
    if text is not None:
        plain = re.sub(r"</?b>", "", text) if body.get("parse_mode") == "HTML" else text
        if body.get("parse_mode") == "HTML" and (
            re.search(r"[<>]|&(?!(lt|gt|amp);)", plain) or not _balanced(text)
        ):
            return "Bad Request: can't parse entities"
        if not visible(plain):
            return "Bad Request: message text is empty"
        if utf16(plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) > (
            4096 if "text" in body else 1024
        ):
            return "Bad Request: message is too long"
    elif method == "sendMessage":
        return "Bad Request: message text is empty"
    rows = (body.get("reply_markup") or {}).get("inline_keyboard", [])
    for button in [button for row in rows for button in row]:
        if "url" in button and not button["url"].startswith("https://"):
            return "Bad Request: inline keyboard button URL is invalid: Wrong HTTP URL"
        if not visible(button["text"]) or not 0 < len(button.get("callback_data", "x").encode()) <= 64:
            return "Bad Request: BUTTON_DATA_INVALID"
    return ""


def _balanced(text: str) -> bool:
    depth = 0
    for tag in re.findall(r"</?b>", text):
        depth += 1 if tag == "<b>" else -1
        if depth not in (0, 1):
            return False
    return depth == 0
