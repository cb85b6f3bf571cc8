"""Workbooks that data owners fill in, made from plan and registries."""
