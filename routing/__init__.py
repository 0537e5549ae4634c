"""Who should get a message: pure decisions over words and snapshots."""
