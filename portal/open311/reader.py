"""One posted form, field by field, with everything that was found wrong in it so far."""

from bots import raw
from portal.forms import Form
from tickets.masking import clean


class Reader:
    """One form and what was found wrong with it so far."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.wrong: list[str] = []

    def text(self, name: str, most: int) -> str:
        """A field that may be missing but not be longer than this."""
        value = clean(self.form.fields.get(name, ""))
        if len(value) > most:
            self.refuse(name, f"is longer than {most} signs")
            return ""
        return value

    def needed(self, name: str, most: int) -> str:
        """A field that must be there."""
        if not clean(self.form.fields.get(name, "")):
            self.refuse(name, "is missing")
        return self.text(name, most)

    def refuse(self, name: str, why: str) -> None:
        """Remember what is wrong with a field."""
        self.wrong.append(f"{name}: {why}")

    def degrees(self, name: str, limit: float) -> float | None:
        """A coordinate, or nothing; a wrong one is refused."""
        given = self.text(name, 40)
        value = raw.degrees(given, limit) if given else None
        if given and value is None:
            self.refuse(name, f"is no number between -{limit:g} and {limit:g}")
        return value
