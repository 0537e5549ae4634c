"""Holds back replies that must not reach a citizen: abuse, a single word, "not our department" (pure)."""

import re

from tickets.errors import Invalid

SHORTEST_NOTE = 10
_WORD = re.compile(r"[^\W\d_][\w\u0900-\u097f]*")
_ABUSE = re.compile(
    r"(?<!\w)(?:"
    r"कुत्त[ेा]|हराम[ीज]\w*|कमीन[ेा]|साल[ेा](?=\s+(?:तू|तु|चोर|भाग))|चूति\w*|भोसड\w*|मादर\w*|गधे|बेवकूफ|नालायक"
    r"|kutt[ae]|haram[iz]\w*|kamin[ae]|chuti\w*|bhosd\w*|madarch\w*|bewakoof|nalayak"
    r"|idiot|stupid|bastard|shut\s+up|fuck\w*"
    r")(?!\w)",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"(?:हमारे?|मेरे?|इस)\s+विभाग\s+(?:का|की|के|से|में)\s+(?:\S+\s+){0,3}?(?:नहीं|नही)"
    r"|(?:हमारा|हमारे|हमारी|मेरा)\s+(?:काम|मामला|विभाग|क्षेत्र)?\s*(?:का\s+)?(?:नहीं|नही)\s*(?:है)?\s*[।.!]?\s*$"
    r"|(?:हमर|मोर)\s+(?:विभाग|काम)\s+(?:के\s+)?(?:नइ|नो)"
    r"|संबंधित\s+(?:नहीं|नही)"
    r"|not\s+(?:(?:of|in|from|under|with)\s+)?(?:our|my|this)\s+(?:department|office|work|job|matter)"
    r"|(?:does|do)\s*(?:n.t|\s+not)\s+(?:pertain|belong|relate|concern)"
    r"|(?:hamar[aei]|humar[aei])\s+(?:vibhag|department|kaam)?\s*(?:ka\s+)?(?:nahi|nhi|nahin)",
    re.IGNORECASE,
)


def check_tone(text: str, field: str) -> None:
    """Refuse words that insult; raises Invalid("abusive")."""
    if _ABUSE.search(text):
        raise Invalid("abusive", field=field)


def check_reply(text: str, field: str) -> None:
    """Refuse what is no answer to a citizen's grievance."""
    check_tone(text, field)
    if _NOT_OURS.search(text):
        raise Invalid("not-our-department", field=field)
    if len(text.strip()) < SHORTEST_NOTE:
        raise Invalid("note-too-short", field=field, least=SHORTEST_NOTE)
    if len(_WORD.findall(text)) < 2:
        raise Invalid("single-word", field=field)
