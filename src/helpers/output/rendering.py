"""The Jinja2 templates of this package: everything put into them is escaped, and a missing name is an error."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from helpers.output.fragments import Fragment
from helpers.output.wording import quoted, sentence

_BREAKS = re.compile(r"([/_-])(?=\w)")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("helpers.output", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["quoted"] = quoted
    environment.filters["sentence"] = sentence
    environment.filters["breakable"] = breakable
    return environment


def compile_all() -> None:
    """Compile every template, for a process whose forks will use them."""
    for name in _environment().list_templates():
        _environment().get_template(name)


def breakable(text: str) -> Markup:
    """Return `text` escaped, with places where a long path may continue on the next line."""
    return Markup(_BREAKS.sub(r"\1<wbr>", str(escape(text))))


def render(template: str, **values: object) -> Fragment:
    """Return the template `<template>.html.jinja` filled with `values`, without lines that hold nothing."""
    return Fragment.html(render_document(template, **values))


def render_document(template: str, **values: object) -> str:
    """Return the same as text, for a page that no notebook makes."""
    html = _environment().get_template(f"{template}.html.jinja").render(**values)
    return "\n".join(line.strip() for line in html.splitlines() if line.strip()) + "\n"
