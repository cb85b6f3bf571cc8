"""How often Målbar is right, found by simulation: one module for each group of promises."""
