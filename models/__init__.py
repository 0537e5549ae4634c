"""Rows and nothing else: fields, constraints and small derived properties."""
