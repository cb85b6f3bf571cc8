"""Made ready by being imported: what the functions of this stage otherwise make when they are first called.

For a process that is forked for each notebook (`helpers.runner.warm`): templates compiled, the widths of letters and
the names of months read once for all of them. Nothing here depends on a project or on data, and nothing else changes.
"""

from __future__ import annotations

from datetime import date

from helpers.output.rendering import compile_templates
from helpers.output.text_widths import faces
from helpers.output.wording import day, listed

compile_templates()
faces()
day(date(2000, 1, 1))
listed(("a", "b", "c"))
