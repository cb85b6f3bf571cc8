"""Målbar: the evaluation workbench for Danish boligsociale helhedsplaner."""
