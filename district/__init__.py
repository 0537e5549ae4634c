"""Loads a district (areas, departments, officers, holidays) from files people can edit."""
