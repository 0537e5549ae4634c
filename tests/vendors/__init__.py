"""One stand-in for both vendors: it enforces their limits, rates, windows and faults, and plays citizens."""
