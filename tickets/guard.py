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
_OURS = r"(?<!\w)(?:हमार[ेाी]|मेर[ेाी]|इस|हमर|मोर)"
_AREA = r"(?:विभाग|कार्यालय|दफ्तर|शाखा|क्षेत्र|कार्यक्षेत्र|जिम्मेदारी|काम|कार्य|मामला|विषय|बूता)"
_OF = (
    r"(?:का|की|के|से|में|म|द्वारा|ही|तो|अंतर्गत|अन्तर्गत|अधीन|दायरे|संबंधित|सम्बन्धित|अधिकार|क्षेत्र"
    r"|काम|कार्य|मामला|विषय|प्रकरण|बूता|जिम्मेदारी)"
)
_UNLESS_DONE = r"(?!\s+(?:हो|हु|रुक|रह|रिह|बच|कर|थ|पहु|पहँ|मिल|बन|चल|गय|गई|आया|आई|आए|सक))"
_NOT = rf"(?:नहीं|नही(?!ं)|नइ|नई|नो){_UNLESS_DONE}"
_THEIRS = r"(?:संबंधित|सम्बन्धित|सम्बंधित|संबन्धित|अन्य|दूसरे|दूसर|दुसर)\s+विभाग"
_ASKED = r"(?:संपर्क|सम्पर्क|आवेदन|शिकायत)\s+(?:कर|दें|दीजि|दे\s|कीजि)|लिखें|जाएँ|जाएं"
_HANDED = r"(?:भेज|अग्रेषित|प्रेषित|अंतरित)\s*(?:दिया|दी|कर|किया|गया)"
_NOT_OURS = re.compile(
    # "not the work of our department", with nothing of their own (a tool, a budget) between the words
    rf"{_OURS}\s+{_AREA}(?:\s+{_OF}){{0,4}}\s+{_NOT}"
    r"|(?<!\w)(?:हमारा|हमारे|हमारी|मेरा|हमर)\s+(?:का\s+)?(?:नहीं|नही|नइ|नो)\s*(?:है|हे|हय)?\s*[।.!]?\s*$"
    r"|(?:संबंधित|सम्बन्धित|सम्बंधित)\s+(?:नहीं|नही|नइ)"
    # "ask the department concerned", "sent to another department", "a matter of that department"
    rf"|{_THEIRS}\s+(?:से|को|में|म|के\s+पास)\s+(?:\S+\s+)?(?:{_ASKED}|{_HANDED})"
    r"|(?:अन्य|दूसरे|दूसर|दुसर)\s+विभाग\s+(?:का|की|के)\s+(?:काम|कार्य|मामला|विषय|प्रकरण|बूता|है|हे|ए)"
    r"|(?<!हमारे )विभाग\s+(?:का|के)\s+(?:काम|कार्य|मामला|विषय|प्रकरण)\s+(?:है|हे|ए)\s*[।.!]?\s*$"
    r"|not\s+(?:(?:related|relating|pertaining|of|in|from|under|with|to|for)\s+){0,2}(?:our|my|this)\s+"
    r"(?:department|office|work|job|matter|jurisdiction|responsibility)(?!\s+(?:store|stock|budget))"
    r"|(?:does|do)\s*(?:n.t|\s+not)\s+(?:pertain|(?:come|fall)\s+(?:under|in|within)"
    r"|(?:belong|relate)\s+to\s+(?:us|our|my|this)|concern\s+(?:us|our|my|this))"
    r"|(?:contact|approach|apply\s+to|complain\s+to|write\s+to|(?:forwarded|sent|transferred|belongs|relates)\s+to)"
    r"\s+(?:the\s+|an?\s+)?(?:concerned|other|another|appropriate)\s+(?:department|office|authority)"
    r"|(?<!\w)(?:hamar[aei]|humar[aei])\s+(?:(?:vibhag|department|office|kaam|kam|kshetra|mamla|ka|ke|se|me|mein"
    r"|antargat|sambandhit)\s+){0,4}(?:nahi|nhi|nahin)(?!\s+(?:ho|hu|kar|th|ruk))"
    r"|sambandhit\s+vibhag\s+(?:se|ko|me|mein)\s+(?:\S+\s+)?(?:sampark|aavedan|avedan|shikayat|bhej)",
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
