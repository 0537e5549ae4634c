"""Everything on one machine for a person to try: servers, processes, and the screen that greets."""
