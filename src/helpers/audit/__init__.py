"""The attacker: reads only what is published, and works out what it can of what is hidden."""
