"""Which of these tests a system can run at all."""

from __future__ import annotations

import sys

# Warm kernels are forked, which Linux alone does, and what rogues do there others can't; that other systems have
# ordinary kernels is tested everywhere.
collect_ignore = [] if sys.platform == "linux" else ["test_warm_kernels.py", "test_rogues.py", "test_many_runs.py"]
