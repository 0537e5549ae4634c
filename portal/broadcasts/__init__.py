"""Messages to the citizens of an area or a department: written, approved by a second account, followed."""
