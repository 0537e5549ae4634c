"""The whole of Samvad on real processes, against servers that stand in for the vendors."""
