"""Protection of small counts: what is hidden, and the release of what may be shown."""
