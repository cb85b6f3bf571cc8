"""Figures, tables, maps and wording, made from what is released."""
