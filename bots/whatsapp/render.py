"""A fitted message as the JSON that the Graph API takes: pure."""

from typing import Any

from bots.channel import Address
from bots.fit.labels import numbered
from bots.fit.parts import Part, Shape

Json = dict[str, Any]
MEDIA_TYPES = {"photo": "image", "voice": "audio", "audio": "audio", "video": "video", "document": "document"}


def recipient(to: Address) -> Json:
    """Both names of the person where both are known: the number wins, the user id is passed on unchanged."""
    made: Json = {}
    if to.phone:
        made["to"] = to.phone
    if to.external_id:
        made["recipient"] = to.external_id
    return made


def payload(to: Address, part: Part, our_key: str, *, flow_id: str = "", media_id: str = "") -> Json:
    """The whole request body of one message."""
    kind, content = _content(part, flow_id, media_id)
    body: Json = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **recipient(to),
        "type": kind,
    }
    body[kind] = content
    if part.reply_to and not part.plain:
        body["context"] = {"message_id": part.reply_to}
    body["biz_opaque_callback_data"] = our_key
    return body


def _content(part: Part, flow_id: str, media_id: str) -> tuple[str, Json]:
    if part.template is not None:
        return "template", _template(part)
    if part.file is not None:
        return _media(part, media_id)
    if part.plain or part.shape is Shape.TEXT:
        text = "\n\n".join(filter(None, (part.text, numbered(part.options))))
        return "text", {"body": text, "preview_url": False}
    interactive = _interactive(part, flow_id)
    interactive["body"] = {"text": part.text}
    if part.footer:
        interactive["footer"] = {"text": part.footer}
    return "interactive", interactive


def _interactive(part: Part, flow_id: str) -> Json:
    match part.shape:
        case Shape.BUTTONS:
            buttons = [{"type": "reply", "reply": {"id": o.id, "title": o.label}} for o in part.options]
            return {"type": "button", "action": {"buttons": buttons}}
        case Shape.LIST:
            rows = [
                {"id": o.id, "title": o.label, **({"description": o.hint} if o.hint else {})}
                for o in part.options
            ]
            return {"type": "list", "action": {"button": part.list_label, "sections": [{"rows": rows}]}}
        case Shape.LOCATION:
            return {"type": "location_request_message", "action": {"name": "send_location"}}
        case Shape.LINK if part.link:
            parameters = {"display_text": part.link[0], "url": part.link[1]}
            return {"type": "cta_url", "action": {"name": "cta_url", "parameters": parameters}}
        case _:
            return _flow(part, flow_id)


def _flow(part: Part, flow_id: str) -> Json:
    parameters = {
        "flow_message_version": "3",
        "flow_id": flow_id,
        "flow_token": part.form.token if part.form else "",
        "flow_cta": part.list_label,
        "flow_action": "navigate",
        "flow_action_payload": {"screen": part.form.name.upper() if part.form else ""},
    }
    return {"type": "flow", "action": {"name": "flow", "parameters": parameters}}


def _template(part: Part) -> Json:
    template = part.template
    if template is None:
        return {}
    made: Json = {"name": template.name, "language": {"code": template.language}}
    components: list[Json] = []
    if template.values:
        values = [{"type": "text", "text": value} for value in template.values]
        components.append({"type": "body", "parameters": values})
    for position, payload_id in enumerate(template.payloads):
        parameters = [{"type": "payload", "payload": payload_id}]
        components.append(
            {"type": "button", "sub_type": "quick_reply", "index": str(position), "parameters": parameters}
        )
    if template.code:
        copied = [{"type": "text", "text": template.code}]
        components.append({"type": "button", "sub_type": "url", "index": "0", "parameters": copied})
    if components:
        made["components"] = components
    return made


def _media(part: Part, media_id: str) -> tuple[str, Json]:
    file = part.file
    kind = MEDIA_TYPES.get(file.kind, "document") if file else "document"
    content: Json = {"id": media_id}
    if part.text and kind != "audio":
        content["caption"] = part.text
    if kind == "document" and file and file.name:
        content["filename"] = file.name
    if file and file.kind == "voice":
        content["voice"] = True
    return kind, content
