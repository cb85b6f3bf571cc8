"""The Jinja2 templates of this package: everything put into them is escaped, and a missing name is an error."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from helpers.output.fragments import Fragment
from helpers.output.wording import quoted, sentence


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
    return environment


def render(template: str, **values: object) -> Fragment:
    """Return the template `<template>.html.jinja` filled with `values`, without lines that hold nothing."""
    html = _environment().get_template(f"{template}.html.jinja").render(**values)
    return Fragment.html("\n".join(line.strip() for line in html.splitlines() if line.strip()))
