"""Browser tests run where a Chromium is found; in CI one must be found."""

import os
import shutil

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
collect_ignore = [] if CHROMIUM or os.environ.get("CI") else ["test_sample_site.py"]
