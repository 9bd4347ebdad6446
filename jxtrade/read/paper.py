"""What a paper that was made before says of its inputs: their digest, and that of each file."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST: Final = 64 << 20
"""So many bytes of a paper are looked through, also unpacked."""

_MOST_PARTS: Final = 2_000


class Claimed(NamedTuple):
    """By which version of the program a paper was made, of which inputs.

    `files` are the first characters of the digests of the files that it lists, by their paths
    within the workspace.
    """

    version: str
    digest: str
    files: Mapping[str, str]


def claimed(content: bytes) -> Claimed | None:
    """Return what the bytes of a paper say of its inputs; None where they say nothing.

    Word, Excel, HTML, Markdown and JSON are read; what they hold is searched, and never obeyed.
    """
    if content.startswith(b"PK"):
        try:
            return _searched(_words_of_parts(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
            return None
    text = content[:MOST].decode("utf-8-sig", "replace")
    if text.lstrip().startswith("{"):
        return _of_json(text)
    if "<html" in text[:_HEAD].lower():
        return _searched(_plain(text))
    return _searched(_MARKED.sub(r"\1", text.replace("<!-- -->", "")))


_HEAD: Final = 2_000
_MARKED: Final = re.compile(r"\\([^\w\s])")
_LAST: Final = re.compile(
    r"^[^\S\n]*jxtrade\s+([0-9][0-9A-Za-z.+-]*)[\s,，]+(?:输入摘要|inputs)\s+([0-9a-f]{12})(?![0-9a-z])",
    re.MULTILINE,
)
_LISTED: Final = re.compile(
    r"(?P<path>(?:reports/[0-9]{4}Q[1-4]/(?:districts|departments)/[^\s/\\<>|]{1,200}?"
    r"|targets|tasks(?:-[0-9]{4})?)\.yaml)"
    r"|(?<![0-9A-Za-z])(?P<digest>[0-9a-f]{12})(?![0-9A-Za-z])"
)


def _searched(text: str) -> Claimed | None:
    """Return what a text says: in a line of its own, the last such, and beside each path."""
    said = [*_LAST.finditer(text)]
    if not said:
        return None
    last = said[-1]
    whole = {each.start(2) for each in said}
    files: dict[str, str] = {}
    path = None
    for found in _LISTED.finditer(text):
        if found["path"]:
            path = found["path"]
        elif path is not None and found.start() not in whole:
            files.setdefault(path, found["digest"])
            path = None
    return Claimed(last[1], last[2], files)


def _of_json(text: str) -> Claimed | None:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    digest, version = said.get("digest"), said.get("program")  # it began with a brace
    if not isinstance(digest, str) or not isinstance(version, str):
        return None
    return Claimed(version, digest, dict(_inputs(said.get("inputs"))))


def _inputs(listed: Any) -> Iterator[tuple[str, str]]:
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict):
            path, digest = each.get("path"), each.get("sha256")
            if isinstance(path, str) and isinstance(digest, str):
                yield path, digest


def _plain(text: str) -> str:
    """Return the words of HTML."""
    return html.unescape(re.sub(r"<[^<>]*>", "\n", text))


def _words_of_parts(content: bytes) -> str:
    """Return the words of a Word or Excel file, cell by cell.

    Raises:
        ValueError: it unpacks to more than anybody writes.
        zipfile.BadZipFile: it is none.

    """
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        listed = parts.infolist()
        if len(listed) > _MOST_PARTS or sum(each.file_size for each in listed) > MOST:
            raise ValueError
        named = {each.filename: each for each in listed}
        read = {
            name: parts.read(each).decode("utf-8", "replace")
            for name, each in named.items()
            if _PARTS.fullmatch(name)
        }
    strings = read.pop("xl/sharedStrings.xml", "").split("</si>")
    shared = [_run(each.rpartition("<si>")[2]) for each in strings[:-1]]
    return "\n".join(_of_part(read[name], shared) for name in sorted(read, key=_in_order))


_PARTS: Final = re.compile(r"word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/sheet\d+\.xml")


def _in_order(name: str) -> tuple[int, str]:
    number = re.search(r"\d+", name)
    return int(number[0]) if number else 0, name


def _of_part(xml: str, shared: list[str]) -> str:
    if "<worksheet" not in xml[:_HEAD]:
        return _run(re.sub(r"</w:(?:p|tc)>", "\n", xml))
    return "\n".join(_of_cell(each, shared) for each in xml.split("</c>")[:-1])


def _of_cell(xml: str, shared: list[str]) -> str:
    """Return the words of a cell, which stands at the end of what is given."""
    attributes, _, inner = xml.rpartition("<c ")[2].partition(">")
    words = _run(inner)
    if 't="s"' in attributes and words.isascii() and words.isdecimal():
        place = int(words[:9])
        return shared[place] if place < len(shared) else ""
    return words


def _run(xml: str) -> str:
    """Return the words within elements, joined as they stand."""
    return html.unescape(re.sub(r"<[^<>]*>", "", xml))
