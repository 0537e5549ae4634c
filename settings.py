"""Settings of Samvad."""
