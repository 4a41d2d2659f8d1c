"""What an archivist does from the command line."""
