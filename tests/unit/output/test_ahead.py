"""What is made ready before a fork is not made again after it."""

from __future__ import annotations

import subprocess
import sys

READY = """
from helpers.output.ahead import make_ready
make_ready()
import jinja2
from helpers.output import rendering, text_widths
def refuse(*_, **__):
    raise AssertionError("compiled again")
jinja2.Environment.compile = refuse
text_widths.json.loads = refuse
environment = rendering._environment()
names = environment.list_templates()
for name in names:
    environment.get_template(name)
print(len(names), text_widths.text_width("x", 10) > 5)
"""


def test_no_template_is_compiled_and_no_face_is_read_after_it() -> None:
    done = subprocess.run([sys.executable, "-c", READY], capture_output=True, text=True, check=True)
    count, wide = done.stdout.split()
    assert int(count) > 20
    assert wide == "True"
