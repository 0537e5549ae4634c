"""The states of a ticket and its kinds, free of any database library, so that pure rules may name them."""

from enum import StrEnum


class Kind(StrEnum):
    PROBLEM = "problem"
    DEMAND = "demand"
    SUGGESTION = "suggestion"


class Status(StrEnum):
    """States of a ticket's life (product.md §3)."""

    SUBMITTED = "submitted"
    SCREENING = "screening"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    WAITING_CITIZEN = "waiting_citizen"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    CLOSED_UNANSWERED = "closed_unanswered"
    REOPENED = "reopened"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    MERGED = "merged"
