"""WhatsApp's approved wordings for what must reach people outside the 24 hours.

Data, choice, registration.
"""
