"""What citizens read of a department: one name from the review of their words to the last message."""

import texts
from models.departments import Department
from models.tickets import Ticket


def called(department: Department, language: str) -> str:
    """The department as it is spoken of in a sentence ("बिजली विभाग"); official names are for papers."""
    name = department.short_hi if language == "hi" else department.name(language)
    word = texts.say(language, "office-of", name="").strip()
    return name if name.endswith(word) else texts.say(language, "office-of", name=name)


def of_ticket(ticket: Ticket, language: str, *, official: bool = False) -> str:
    """Where it is, as its citizen may read it: a confidential matter is with those above the office."""
    if ticket.confidential:
        return texts.say(language, "senior-officer")
    if ticket.department is None:
        return ""
    return ticket.department.name(language) if official else called(ticket.department, language)
