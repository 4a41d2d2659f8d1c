"""The one bridge between records and rows: written once and whole, and read back the same."""
