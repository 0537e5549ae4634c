"""The verbs, one family a file; each is a transaction, a look into the table and one event row."""
