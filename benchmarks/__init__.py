"""What is measured, beside its peers in the same run, and how to measure it again."""
