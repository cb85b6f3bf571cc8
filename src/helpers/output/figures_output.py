"""A finished figure on a page: two drawings, the interactive one as data, and the table of its numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path

from helpers.output import interactive, static, theme
from helpers.output.figures_spec import Cell, FigureSpec, NumberTable
from helpers.output.fragments import Fragment
from helpers.output.wording import HIDDEN, HIDDEN_WORDS
from helpers.paths import write_atomically

FOLDER = "figurer"
_NOTHING = "Der er ingen tal at tegne."


@dataclass(frozen=True)
class FigureOutput:
    """A figure that can be put on a page.

    Parameters
    ----------
    spec
        What it says.
    """

    spec: FigureSpec

    def svg(self, figure_id: str, width: int = theme.WIDE) -> str:
        """Return the figure as SVG at a width in pixels (ValueError if there is nothing to draw)."""
        return static.draw(self.spec, figure_id, width).svg

    def plotly(self) -> dict[str, object]:
        """Return the interactive figure as plain data that plotly.js reads; empty if there is nothing to draw."""
        return {} if self.spec.body is None else interactive.figure(self.spec)

    def fragment(self, figure_id: str, folder: Path | None = None) -> Fragment:
        """Write the drawings, and return the piece of page that shows them.

        Parameters
        ----------
        figure_id
            Unique on the page; letters, digits and hyphens.
        folder
            Where the drawings go; default: `figurer` in the working folder. The page looks for them in `figurer`.

        Raises
        ------
        ValueError
            If `figure_id` can't be part of an address.
        SiteError
            If the folder can't be written.
        """
        if not figure_id.replace("-", "").isalnum() or not figure_id.isascii():
            raise ValueError(f"a figure id holds letters, digits and hyphens only: {figure_id!r}")
        if self.spec.body is None:
            return Fragment.html(_without_drawing(self.spec, figure_id))
        target = Path.cwd() / FOLDER if folder is None else folder
        wide = static.draw(self.spec, figure_id, theme.WIDE)
        narrow = static.draw(self.spec, figure_id, theme.NARROW)
        write_atomically(target / f"{figure_id}.svg", wide.svg)
        write_atomically(target / f"{figure_id}-smal.svg", narrow.svg)
        address = f"{FOLDER}/{figure_id}"
        picture = (
            f'<picture><source media="(max-width: 30rem)" srcset="{address}-smal.svg" '
            f'width="{narrow.width}" height="{narrow.height}">'
            f'<img src="{address}.svg" alt="{escape(self.spec.alt)}" width="{wide.width}" height="{wide.height}">'
            "</picture>"
        )
        return Fragment.html(
            "\n".join(
                (
                    f'<figure class="maalbar-figure" id="fig-{figure_id}"{_origin(self.spec)}>{picture}',
                    f"<figcaption>{_caption(self.spec)}</figcaption>",
                    '<button type="button" class="figure-interactive" hidden>Vis interaktiv figur</button>',
                    f'<script type="application/json" class="figure-data">{script_json(self.plotly())}</script>',
                    f"{_details(self.spec.table)}</figure>",
                )
            )
        )


def script_json(value: object) -> str:
    """Return JSON that can stand inside a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _origin(spec: FigureSpec) -> str:
    return ' data-origin="synthetic"' if spec.synthetic else ""


def _caption(spec: FigureSpec) -> str:
    demo = f"<strong>{static.DEMO_WORDS}.</strong> " if spec.synthetic else ""
    return demo + escape(spec.caption)


def _without_drawing(spec: FigureSpec, figure_id: str) -> str:
    """Say in words what a figure would have shown; the table holds what there is."""
    hides = any(cell.text.startswith(HIDDEN) for row in spec.table.rows for cell in row)
    why = f"Tal, der er {HIDDEN_WORDS}, tegnes ikke; de står som {HIDDEN} i tabellen." if hides else _NOTHING
    return (
        f'<div class="maalbar-figure figure-empty" id="fig-{figure_id}"><p>{escape(spec.message)}. '
        f"{why}</p>\n{_details(spec.table) if spec.table.rows else ''}</div>"
    )


def _details(table: NumberTable) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "\n".join(f"<tr>{_row(row)}</tr>" for row in table.rows)
    return (
        '<details class="figure-table"><summary>Vis tallene som tabel</summary>'
        f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead>\n"
        f"<tbody>{rows}</tbody></table></details>"
    )


def _row(cells: tuple[Cell, ...]) -> str:
    return f'<th scope="row">{_cell(cells[0])}</th>' + "".join(f"<td>{_cell(cell)}</td>" for cell in cells[1:])


def _cell(cell: Cell) -> str:
    text = escape(cell.text)
    if not cell.synthetic:
        return text
    return f'<span class="demo" data-origin="synthetic">{text} <span class="demo-tag">demo</span></span>'
