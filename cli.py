"""The command line of Samvad."""
