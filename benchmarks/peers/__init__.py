"""Other ways of searching the same documents, asked the same: what ours is measured beside."""
