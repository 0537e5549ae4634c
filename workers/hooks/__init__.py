"""Other systems are told of events: each call is a row first, then sent, signed, until it is taken."""
