"""What administrators keep in order: the district's data, accounts, texts, and the trails of deeds."""
