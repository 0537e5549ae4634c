"""What to say, made to fit a channel: pure, and never refusable by the vendor's own limits."""

from bots.fit.limits import Capabilities, Unit
from bots.fit.parts import Filled, Part, Shape, fit

__all__ = ["Capabilities", "Filled", "Part", "Shape", "Unit", "fit"]
