"""Full text: what readers ask, the index that answers, and what is shown of the answer."""
