"""Words and paragraphs as a Word document writes them."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from jxtrade.text import Lang


def run(words: str, lang: Lang, look: str = "", size: int = 0) -> str:
    """Return visible words in a look and a size in half points; marks of both scripts go by lang.

    Without the hint, “ and ” of a Chinese sentence would be Latin and half as wide.
    """
    named = f'<w:rStyle w:val="{look}"/>' if look else ""
    hint = '<w:rFonts w:hint="eastAsia"/>' if lang is Lang.ZH else ""
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    own = f"<w:rPr>{named}{hint}{sized}</w:rPr>" if named or hint or sized else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(style: str, content: str, own: str = "") -> str:
    """Return a paragraph of a style, with properties of its own."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr>{content}</w:p>'


def attribute(words: str) -> str:
    """Return words as an attribute's value in its quotes."""
    return quoteattr(words)
