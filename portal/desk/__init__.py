"""An officer's day: inbox, search, and the page of one ticket with its verbs."""
