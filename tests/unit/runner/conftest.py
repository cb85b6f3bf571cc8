"""Which of these tests a system can run at all."""

from __future__ import annotations

import sys

# Warm kernels are forked, which Linux alone does; that other systems have ordinary ones is tested everywhere.
collect_ignore = [] if sys.platform == "linux" else ["test_forked_kernel.py", "test_forked_reads.py"]
