"""Chancery: an archive for diplomatic records, read in a browser."""
