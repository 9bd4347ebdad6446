"""Groups of districts to any depth: a city's counties, a province's cities."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from jxtrade.model.form import Form, told
from jxtrade.model.scalar import (
    ID,
    NAME,
    SOURCE,
    Id,
    OneLine,
    Words,
    not_accepted_at,
    too_long_at,
)
from jxtrade.text import Text

MAX_NESTED: Final = 32
WITHIN: Final = Text("所属", "within").means(
    "属于哪个分组（groups 里的 id），可省略", "the group it belongs to, by its id; optional"
)
Loc: TypeAlias = "tuple[str | int, ...]"


@told(
    Text("分组", "group").means(
        "几个区县或下级分组合在一起，如一个市、一个省",
        "districts or smaller groups taken together, such as a city or a province",
    ),
    id=ID,
    name=NAME,
    within=WITHIN,
    source=SOURCE,
)
class Group(Form):
    """Districts or smaller groups taken together: a city of counties, a province of cities."""

    id: Id
    name: Words
    within: OneLine | None = None
    source: OneLine | None = None


def refuse_unknown(groups: Sequence[Group], named: Iterable[tuple[str | None, Loc]]) -> None:
    """Refuse names of groups that are not there; each is given with its place.

    Raises:
        PydanticCustomError: not_accepted, at each of them.

    """
    known = {each.id: each.name for each in groups}
    if astray := [place for id_, place in named if id_ is not None and id_ not in known]:
        wanted = Text("groups 中的分组", "a group that stands under groups")
        raise not_accepted_at(wanted, *astray, words=known)


def refuse_circles(groups: Sequence[Group]) -> None:
    """Refuse groups that lie within themselves, and those that lie too deep within others.

    Raises:
        PydanticCustomError: not_accepted or over_limit, at each of them.

    """
    circles, depths = _nested({each.id: each.within for each in groups})
    place: dict[str, Loc] = {each.id: (index, "within") for index, each in enumerate(groups)}
    if circles:
        wanted = Text("不在自己之内的分组", "a group that does not lie within this one")
        raise not_accepted_at(wanted, *[place[id_] for id_ in place if id_ in circles])
    if deep := [place[id_] for id_, depth in depths.items() if depth > MAX_NESTED]:
        raise too_long_at(MAX_NESTED, Text("分组的层数", "levels of groups"), *deep[:1])


def _nested(within: Mapping[str, str | None]) -> tuple[set[str], dict[str, int]]:
    """Return the groups that stand in a circle, and how deep each stands, the outermost as 1."""
    circles: set[str] = set()
    depths: dict[str, int] = {}
    for start in within:
        path: dict[str, int] = {}
        id_: str | None = start
        while id_ is not None and id_ not in depths and id_ not in path:
            path[id_] = len(path)
            id_ = within.get(id_)
        if id_ in path:
            circles.update([*path][path[id_] :])
        depth = depths.get(id_, 0) if id_ is not None else 0
        depths |= {each: above for above, each in enumerate(reversed(path), depth + 1)}
    return circles, depths
