"""Readers' annotations: what they stand on, where they stand after a correction, and the form in which they travel."""
