"""What the product promises, held by tests."""
