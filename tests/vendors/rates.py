"""The vendors' rates, counted the way they count: strictly, with their own clock."""

import time
from collections import defaultdict, deque


class Window:
    """At most `most` in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self.seconds = seconds
        self._seen: dict[str, deque[float]] = defaultdict(deque)

    def refuse(self, key: str) -> float:
        """Seconds to wait, or 0 and it is counted."""
        now = time.monotonic()
        seen = self._seen[key]
        while seen and seen[0] <= now - self.seconds:
            seen.popleft()
        if len(seen) >= self.most:
            return seen[0] + self.seconds - now
        seen.append(now)
        return 0.0
