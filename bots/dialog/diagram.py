"""Draws the conversations from the same steps the engine runs: Mermaid graphs and a table of questions."""

from collections.abc import Mapping
from itertools import pairwise

import texts
from bots.dialog.steps import Conversation, Step
from bots.dialog.turn import dashed

_HEAD = """# The conversation

Drawn from the steps in `bots/dialog/` by `python -m bots.dialog.diagram > docs/conversation.md`; a test
keeps it so. An arrow is where an answer may lead. At every step the global words work too: back, menu,
cancel, help, language, status, and what else [the lexicon](../bots/dialog/lexicon.toml) lists. Questions
that are answered already are skipped.
"""
_BLANKS = dict.fromkeys(
    ("number", "name", "place", "said", "question", "summary", "verb", "open", "overdue", "count", "issues"),
    "…",
)


def draw(book: Mapping[str, Conversation]) -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(_conversation(conversation) for conversation in book.values())])


def _conversation(conversation: Conversation) -> str:
    lines = [f"## {conversation.name}", "", "```mermaid", "flowchart TD"]
    lines += [f"  {_node(step.id)}{_shape(step)}" for step in conversation.steps]
    lines += _arrows(conversation)
    lines += ["```", "", "| step | question (English) | answer |", "|---|---|---|"]
    lines += [f"| {step.id} | {_question(step)} | {_answer(step)} |" for step in conversation.steps]
    return "\n".join([*lines, ""])


def _node(step_id: str) -> str:
    return step_id.replace(".", "_")


def _shape(step: Step) -> str:
    """Open questions are round, closed ones square."""
    name = step.id.partition(".")[2]
    return f"([{name}])" if step.open else f"[{name}]"


def _arrows(conversation: Conversation) -> list[str]:
    """What the table says, and from each asked line to the one after it."""
    asked = [step for step in conversation.steps if step.keep or step.skip]
    pairs = [(first.id, second.id) for first, second in pairwise(asked)]
    pairs += [(step.id, target) for step in conversation.steps for target in step.next]
    return [f"  {_node(first)} --> {_node(second)}" for first, second in dict.fromkeys(pairs)]


def _question(step: Step) -> str:
    text_id = dashed(step.id)
    shown = texts.say("en", text_id, **_BLANKS) if texts.has(text_id, "en") else "…"
    return " ".join(shown.split()).replace("|", "\\|")


def _answer(step: Step) -> str:
    """The options by their codes; what else may be said."""
    codes = [] if callable(step.picks) else [pick.code for pick in step.picks]
    kinds = [", ".join(codes)] if codes else ["from a list"] if callable(step.picks) else []
    kinds += ["words, voice, photos"] if step.open else []
    return "; ".join(kinds)


if __name__ == "__main__":
    from bots.dialog.book import BOOK

    print(draw(BOOK), end="")
