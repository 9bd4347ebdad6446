"""What the office formats share: documents, workbooks, charts, pages and their archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jxtrade.text import Text


class MissingToolError(Exception):
    """A program that a format needs is not at hand; the text says what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)
