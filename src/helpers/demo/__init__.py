"""Synthetic deliveries with known planted effects, as the data owners would send them."""
