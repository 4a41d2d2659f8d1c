"""Records into files that others read. No HTTP."""
