"""Talks to people: channel adapters around one conversation."""
