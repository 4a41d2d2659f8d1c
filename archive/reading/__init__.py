"""What readers ask of the edition: contents, pages, dates, dossiers. No HTTP."""
