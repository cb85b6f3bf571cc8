"""Raw files: read, checked against their declaration, refused or turned into checked tables."""
