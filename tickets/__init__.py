"""What may happen to a ticket, by whom, and what is recorded: three doors share these verbs."""
