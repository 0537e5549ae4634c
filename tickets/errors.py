"""Why a verb was refused.

TicketError
├── NotFound        no such ticket, or not this actor's to see (they look alike)
├── NotAllowed      this role may not do that
├── NotPossible     the ticket's state does not allow it (carries the state)
├── Invalid         what was given is missing or unusable (carries the field)
└── Changed         somebody else changed the ticket meanwhile (optimistic version)
"""


class TicketError(Exception):
    """Base of all refusals; `code` names the text that explains it."""

    code = "refused"

    def __init__(self, code: str | None = None, **values: str | int) -> None:
        super().__init__(code or self.code)
        self.code = code or self.code
        self.values = values

    @property
    def text_id(self) -> str:
        """The text that explains the refusal and says what to do."""
        return f"refused-{self.code}"


class NotFound(TicketError):
    code = "not-found"


class NotAllowed(TicketError):
    code = "not-allowed"


class NotPossible(TicketError):
    code = "not-possible"


class Invalid(TicketError):
    code = "invalid"


class Changed(TicketError):
    code = "changed"
