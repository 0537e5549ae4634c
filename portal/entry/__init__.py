"""How officers come in: one-time links, passwords with a code on their chat, sessions they can end."""
