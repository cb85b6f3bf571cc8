"""The figures of the evaluation site, made from what is released; maps are in `helpers.output.maps`."""

from __future__ import annotations

from helpers.output.figures_output import FigureOutput
from helpers.output.figures_rows import dumbbell, round_comparison
from helpers.output.figures_spec import FigureSpec
from helpers.output.figures_time import target_path

__all__ = ["FigureOutput", "FigureSpec", "dumbbell", "round_comparison", "target_path"]
