"""One module per command: arguments in, progress out."""
