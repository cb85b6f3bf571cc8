"""The day on which a command is given: the only module that asks the clock.

A line of the ledger says when a round was sealed or the site published. Nothing else depends on the day.
"""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """Return the day as the user's machine says it, in the user's own time zone."""
    return datetime.now().astimezone().date()
