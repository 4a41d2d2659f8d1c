"""What readers write, as HTML that harms nobody: Markdown without raw HTML, images or headings, cleaned after all."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import nh3
from markdown_it import MarkdownIt

MARKDOWN, HTML = "text/markdown", "text/html"
TAGS = {"a", "blockquote", "br", "code", "del", "em", "hr", "li", "ol", "p", "pre", "s", "strong", "ul"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
TO_OTHERS = "nofollow noopener ugc"
# Images would tell others who reads what; headings would stand in the page's own outline.
LEFT_OUT = ["image", "heading", "lheading", "html_block", "html_inline"]

_READER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough").disable(LEFT_OUT)


@lru_cache(maxsize=512)
def rendered(text: str, format: str = MARKDOWN) -> str:
    """The HTML of a note; of one that came as HTML what is harmless in it, of any other format its characters."""
    if format == MARKDOWN:
        return _clean(_READER.render(text))
    if format == HTML:
        return _clean(text)
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _clean(html: str) -> str:
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=TO_OTHERS).strip()
