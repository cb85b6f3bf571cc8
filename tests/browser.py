"""A real Chromium for tests, the site on a server of its own, and what must never happen on a page.

Where no Chromium is found, tests that need one are skipped here and nowhere else; in CI they fail.
"""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

# A page that is slow to be drawn on a busy machine is no fault of the page.
expect.set_options(timeout=20_000)

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HOME = re.compile(r"http://127\.0\.0\.1[:/]|data:|blob:")
DESKTOP = {"width": 1280, "height": 900}


def chromium() -> str:
    """Return the path of a Chromium; without one, fail in CI and skip elsewhere."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = f"no Chromium on the PATH (looked for {', '.join(NAMES)})"
        # A person's own machine may have no browser; CI always has one, so that nothing goes untested.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return str(found)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Run Chromium without a window for as long as the block lasts."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Keep requests off the terminal."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine only, and give its address with a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Watched:
    """A page, and what went wrong on it: messages of the console, errors of scripts, requests that left home."""

    page: Page
    problems: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        """Listen from the first request on."""
        self.page.on("console", lambda said: self._note(said.type in {"error", "warning"}, f"console: {said.text}"))
        self.page.on("pageerror", lambda error: self._note(True, f"script: {error}"))
        self.page.on("request", lambda asked: self._note(not HOME.match(asked.url), f"outside: {asked.url}"))
        self.page.on("response", lambda got: self._note(got.status >= 400, f"{got.status}: {got.url}"))
        self.page.on("requestfailed", lambda lost: self._note(True, f"failed: {lost.url}"))

    def _note(self, wrong: bool, what: str) -> None:
        if wrong:
            self.problems.append(what)


@contextmanager
def watched(browser: Browser, **options: Any) -> Iterator[Watched]:
    """Open an empty page that is watched; `options` are those of a browser context."""
    context = browser.new_context(**{"viewport": DESKTOP, **options})
    try:
        yield Watched(context.new_page())
    finally:
        context.close()


MARK_ALIKE = """
for (const table of document.querySelectorAll("table")) {
  const seen = new Set();
  table.querySelectorAll("tr").forEach((row, number) => {
    const looks = [row, ...row.querySelectorAll("*")].map(
      (node) => `${node.tagName} ${node.className} ${node.getAttribute("style")} ${node.dataset.origin}`
    );
    const look = `${number % 2} ${row.parentNode.tagName} ${looks.join("|")}`;
    row.toggleAttribute("data-alike", seen.has(look));
    seen.add(look);
  });
}
"""
"""Marks each row that looks as an earlier one of its table does: same elements, classes and styles, and, as for rows
of alternating colours, both even or both odd."""


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong on a page as it stands now, one line for each rule.

    Contrast is told by how a row looks; of rows that look alike only the first is measured, for that is most of the
    time on pages with hundreds of them.
    """
    contrast = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
    others = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": False}}}
    found = Axe().run(page, options=others).response["violations"]
    page.evaluate(MARK_ALIKE)
    found += Axe().run(page, context={"exclude": [["[data-alike]"]]}, options=contrast).response["violations"]
    page.evaluate("for (const row of document.querySelectorAll('[data-alike]')) row.removeAttribute('data-alike')")
    return [f"{item['id']} ({len(item['nodes'])}): {item['nodes'][0]['html'][:160]}" for item in found]


def sideways(page: Page) -> int:
    """Return by how many pixels the page itself is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
