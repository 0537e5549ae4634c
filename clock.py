"""The product's clock."""
