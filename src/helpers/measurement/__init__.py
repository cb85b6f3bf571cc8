"""Baseline, midway and end: intervals, target paths, attainment."""
