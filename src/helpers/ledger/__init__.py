"""The ledger of releases: append-only lines, each holding the hash of the one before."""
