"""What people write, as safe HTML."""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "em", "strong", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "hr", "table",
         "thead", "tbody", "tr", "th", "td"}  # fmt: skip
_reader = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True}).enable(
    ["linkify", "table", "strikethrough"]
)


def render(text: str) -> SafeString:
    """Markdown to HTML of an allow-list of tags; links open without passing on where from."""
    clean = nh3.clean(
        _reader.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return SafeString(clean)
