"""The screening desk: unclear tickets, people who phone or come on paper, calls, parked messages."""
