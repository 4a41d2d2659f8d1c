"""Pasted citations, understood word by word, and the passages they mean, found in the volumes held."""
