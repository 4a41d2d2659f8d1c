"""Words for what the templates show."""
