"""The conversation engine: pure, (session, event, facts) → (session, effects)."""
