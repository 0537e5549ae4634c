"""Every conversation there is, by name."""

from collections.abc import Mapping

from bots.dialog import deflections, desk, filing, language, linking, menu, personal, reply, tracking, verdict
from bots.dialog.steps import Conversation

BOOK: Mapping[str, Conversation] = {
    conversation.name: conversation
    for conversation in (
        filing.CONVERSATION,
        deflections.CONVERSATION,
        language.CONVERSATION,
        menu.CONVERSATION,
        tracking.CONVERSATION,
        verdict.CONVERSATION,
        reply.CONVERSATION,
        linking.CONVERSATION,
        personal.CONVERSATION,
        *desk.CONVERSATIONS,
    )
}
