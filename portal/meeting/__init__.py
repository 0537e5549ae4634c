"""Meeting mode and the digests that were sent."""
