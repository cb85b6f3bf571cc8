"""The one tidy table of observations, and its store."""
