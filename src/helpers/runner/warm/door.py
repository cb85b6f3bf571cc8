"""What papermill finds under `maalbar` among its engines.

Papermill loads the engines of every package when it is itself loaded; ours must neither cost time there nor need
papermill before papermill is ready.
"""

from __future__ import annotations

from typing import Any


class Door:
    """The engine, loaded when it is first used."""

    def __getattr__(self, name: str) -> Any:
        """Return what the engine has under this name."""
        from helpers.runner.warm.engine import WarmEngine

        return getattr(WarmEngine, name)


ENGINE = Door()
