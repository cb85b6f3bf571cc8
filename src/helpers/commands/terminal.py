"""Where commands write: the consoles for answers and complaints, and plain data for other programs."""

from __future__ import annotations

import json
import sys

from rich.console import Console

out = Console(soft_wrap=True)
err = Console(stderr=True, soft_wrap=True)


def print_json(data: object) -> None:
    """Write an answer as JSON that reads the same whoever asks; the consoles would break its lines and colour it."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
