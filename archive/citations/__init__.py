"""Citing: a document, page or volume as one item, and the item in every form that readers and programs ask for."""
