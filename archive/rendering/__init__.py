"""TEI into what is shown and counted: the characters of a text, its pages, and its reading HTML, in one walk."""
