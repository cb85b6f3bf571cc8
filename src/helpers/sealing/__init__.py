"""Sealed rounds: what is locked, what has changed since, and the swap of the public folder."""
