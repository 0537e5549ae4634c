"""Pages for everybody: the front door, public figures, and what a government site must say."""
