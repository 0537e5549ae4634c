"""What a message said before it was edited: read from the stored original, or from the edit before."""

import clock
from bots import hot
from bots.channel import Channel
from bots.inbound import Edited, Media, Message, Text

# People correct what they have just sent; further back nothing is looked for.
_EARLIER = """
SELECT body, received_at FROM inbound WHERE channel = $1 AND sender = $2 AND lane = 'message' AND id < $3
  ORDER BY id DESC LIMIT 60
"""


async def words(channel: Channel, sender: str, before_id: int, of: str) -> str:
    """The newest words of that message as far as we have handled it; empty when it is not found."""
    for row in await hot.rows(_EARLIER, channel.name, sender, before_id):
        try:
            arrivals = channel.parse(str(row["body"]), hot.when(row["received_at"]) or clock.now())
        except ValueError:
            continue
        for arrival in arrivals:
            if isinstance(arrival, Message) and (found := _said(arrival, of)):
                return found
    return ""


def _said(message: Message, of: str) -> str:
    match message.content:
        case Edited(of=same, text=text) if same == of:
            return text
        case Text(text=text) if message.vendor_key == of:
            return text
        case Media(caption=text) if message.vendor_key == of:
            return text
    return ""
