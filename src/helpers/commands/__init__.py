"""Commands of their own room, one module each; `cli.py` gives them their names."""
