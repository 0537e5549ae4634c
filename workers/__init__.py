"""What happens later: reactions to events, timers, delivery, digests, housekeeping."""
