"""The name in what a person answered: without "my name is", titles, emoji and the village that came along."""

import regex

_LONGEST = 80
_LONG_NAME = 4
_LONG_PLACE = 4
_BEFORE = regex.compile(
    r"^(?:(?:जी|नमस्ते|नमस्कार|राम राम|जय जोहार|जोहार|hello|hi|namaste|namaskar|johar)[\s,!।]+)?"
    r"(?:मेरा नाम|मेरा पूरा नाम|मोर नाम|मोर नाँव|मोर नांव|मोर नाव|मैं|में|हमर नाम|नाम|"
    r"my name is|my name's|my name|i am|i'm|im|this is|"
    r"mera naam|mera nam|mera naav|mor naam|mor nam|mor naav|mor nav|mor naw|main|naam|nam|name)"
    r"(?:\s+(?:is|he|hai|hain))?\s*[:\-–]?\s+",
    regex.IGNORECASE,
)
_SPEAKS = (
    r"(?:बोल|bol)\s*(?:रहा|रही|रहे|raha|rahi|rahe|rha|rhi)\s*(?:हूँ|हूं|हुं|हैं|hu|hun|hoon|hain)?|"
    r"बोलत\s+(?:हंव|हों|हौं|हव|हन)|bolat\s+(?:hav|haw|hon|han)"
)
_AFTER = regex.compile(
    r"\s+(?:है|हे|हवय|हूँ|हूं|हों|हंव|हव|आय|आंव|अंव|हुं|hai|h|he|hoon|hun|hu|hav|aay|here|"
    rf"{_SPEAKS})[\s।.!]*$",
    regex.IGNORECASE,
)
_TITLE = regex.compile(
    r"^(?:श्रीमती|श्रीमान|श्री|सुश्री|कुमारी|कु\.|मि\.|smt\.?|shri|sri|mrs?\.?|ms\.?|miss|kumari)\s+",
    regex.IGNORECASE,
)
_PLACE = regex.compile(
    r"\s*(?:[,;\n।]|\s(?:from|village|gram|gaon|gaanv|vill\.?|ग्राम|गाँव|गांव|गाव|निवासी|niwasi)\s)\s*",
    regex.IGNORECASE,
)
_KEEP = regex.compile(r"[^\p{L}\p{M}\s.'’\-\u200c\u200d]+")
_LETTER = regex.compile(r"\p{L}")
_NAMED = (
    r"मेरा (?:पूरा )?नाम|मोर ना(?:म|व|ँव|ंव)|हमर नाम|my name|this is|mera na(?:am|m|av)|mor na(?:am|m|av|v|w)|"
    r"(?:नाम|नाव|name|naam)(?=\s*[:\-–])"
)
_INTRODUCTION = regex.compile(
    rf"^(?:(?:जी|नमस्ते|नमस्कार|राम राम|जय जोहार|hello|hi|namaste)[\s,!।]+)?(?:{_NAMED})(?!\p{{L}}|\p{{M}})",
    regex.IGNORECASE,
)
_SENTENCE = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?:{_NAMED})(?:\s+is)?\s*[:\-–]?\s+(.{{2,40}}?)"
    r"(?:\s+(?:है|हे|हवय|हूँ|hai|he|h|गांव|गाँव|ग्राम|निवासी|gaon|gram|village|vill|from)\b|[,।.;\n]|$)",
    regex.IGNORECASE,
)
_SPEAKER = regex.compile(
    r"(?<![\p{L}\p{M}])(?:से|ले|मैं|में|मै|मंय|se|le|main|mai|mein)\s+"
    rf"((?:(?!(?:से|ले|se|le)\s)[\p{{L}}\p{{M}}.]+\s+){{1,3}})(?:{_SPEAKS})(?!\p{{L}}|\p{{M}})",
    regex.IGNORECASE,
)
"""Who calls as on a telephone: "मैं कोसमी से रामलाल नमूना बोल रहा हूँ"."""
_FROM = regex.compile(
    r"(?<![\p{L}\p{M}])(?:से|ले|मैं|में|मै|मंय|se|le|main|mai|mein)(?![\p{L}\p{M}])", regex.IGNORECASE
)
_NOBODY = regex.compile(
    r"(?<![\p{L}\p{M}])(?:सच|झूठ|sach|jhuth|किसान|सरपंच|उपसरपंच|पंच|सचिव|छात्रा?|विद्यार्थी|ग्रामीण|मजदूर|महिला|वाला|वाले|"
    r"वाली|kisan|sarpanch|student|wala|wale|फोन|phone|गांव|गाँव|gaon|ग्राम|gram|लोग|सब|हम)(?!\p{L}|\p{M})",
    regex.IGNORECASE,
)
"""Words of a calling, a truth or a place that stand where the name would."""
_NO_NAME = regex.compile(
    r"(?<![\p{L}\p{M}])(?:में|मे|म|से|ले|को|नहीं|नही|नइ|नई|कट|कटा|कटे|गया|गे|हट|हटा|जोड़|जुड़|जोड़ना|गलत|सूची|लिस्ट|कार्ड|आया|"
    r"me|mein|ma|se|nahi|nhi|nai|kat|gaya|hata|galat|list|card|not|in|was|wrong|missing|on)(?!\p{L}|\p{M})",
    regex.IGNORECASE,
)
"""Words of somebody whose name is missing from a list, or wrong on a card."""


def name_and_rest(text: str) -> tuple[str, str]:
    """The name and what else was said with it: "राम साहू, गाँव कोसमी" → "राम साहू", "गाँव कोसमी"."""
    if spoken := _spoken(text):
        return spoken
    body = _BEFORE.sub("", text.strip())
    head, _, rest = _split(body)
    return _cleaned(head), rest.strip(" .,;।-")


def _spoken(text: str) -> tuple[str, str] | None:
    """The name of who "speaks from" somewhere, and what stands around it; nothing of who only speaks."""
    found = _SPEAKER.search(text)
    name = _cleaned(found.group(1)) if found else ""
    if found is None or _SENTENCE.search(text) or _NOBODY.search(name) or _NO_NAME.search(name):
        return None
    before = _FROM.sub(" ", text[: found.start(1)])
    return name, " ".join(f"{before} {text[found.end() :]}".split()).strip(" .,;।-")


def _split(body: str) -> tuple[str, str, str]:
    found = _PLACE.search(body)
    if not found or not _LETTER.search(body[: found.start()]):
        return body, "", ""
    return body[: found.start()], found.group(), body[found.end() :]


def _cleaned(name: str) -> str:
    name = _AFTER.sub("", " ".join(_KEEP.sub(" ", name).split()))
    while (shorter := _TITLE.sub("", name)) != name and shorter:
        name = shorter
    name = name.strip(" .-'’")[:_LONGEST]
    if not _LETTER.search(name):
        return ""
    return name.title() if name.isascii() and (name.islower() or name.isupper()) else name


_ASKING = regex.compile(
    r"[?？]|(?<!\p{L})(?:क्यों|क्यूं|क्या|कब|किसको|किसे|कौन|कोन|काकर|काखर|कितने|कितना|कैसे|कहाँ|कहां|काबर|का बर|कइसे|"
    r"why|what|how|who|whom|kisko|kaun|kyu|kyon|kyo|kya|kab|kitne|kaise)(?!\p{L}|\p{M})",
    regex.IGNORECASE,
)


_WHENCE = regex.compile(
    r"^(?:(?:जी|हाँ|नमस्ते)[\s,]+)?(?:मैं|में|मै|हम|हमन|main|mai|hum|i am|i'm)\s+(?:ह\s+)?(?:from\s+)?[\p{L}\p{M}]+"
    r"(?:\s+(?:गाँव|गांव|gaon|village|ब्लॉक|block))?(?:\s+(?:से|ले|se|le|का|की|के|ka|ki|निवासी))?"
    r"(?:\s+(?:हूँ|हूं|हंव|हों|हन|हैं|hu|hun|hoon|hai|बोल\s.*|bol\s.*))?[\s।.!]*$",
    regex.IGNORECASE,
)


_VILLAGE_OF = regex.compile(
    r"^[\p{L}\p{M}]+(?:\s+(?:ब्लॉक|ब्लाक|block))?\s+(?:के|का|की|ke|ka|ki)\s+"
    r"(?:गाँव|गांव|गाव|ग्राम|gaon|gaanv|village|gram)\s+[\p{L}\p{M}]+[\s।.!]*$",
    regex.IGNORECASE,
)


def is_whence(text: str) -> bool:
    """Whether it may say only where somebody is from ("देवभोग के गांव झाखरपारा"); the village decides."""
    return bool(_WHENCE.match(text.strip()) or _VILLAGE_OF.match(text.strip()))


def is_a_question(text: str) -> bool:
    """Whether somebody asks back instead of telling the name."""
    return bool(_ASKING.search(text))


def introduced(text: str) -> tuple[str, str]:
    """The name of somebody who says who they are and no more than where they live; else nothing."""
    name, rest = name_and_rest(text)
    plain = _INTRODUCTION.match(text.strip()) and not is_a_question(text) and not _NO_NAME.search(name)
    if not plain or not 0 < len(name.split()) <= _LONG_NAME or len(rest.split()) > _LONG_PLACE:
        return "", ""
    return name, rest


def told_in(text: str) -> str:
    """The name a longer message tells ("मेरा नाम … है", "मैं … बोल रहा हूँ"), or nothing."""
    if spoken := _spoken(text):
        name = spoken[0]
    else:
        found = _SENTENCE.search(text)
        name = _cleaned(found.group(1)) if found else ""
    plain = 0 < len(name.split()) <= _LONG_NAME and not _NO_NAME.search(name) and not is_a_question(name)
    return name if plain else ""


def is_like_a_name(name: str) -> bool:
    """Whether this may be a name rather than a sentence."""
    return 0 < len(name.split()) <= 5 and len(name) >= 2
