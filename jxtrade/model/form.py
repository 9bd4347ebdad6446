"""What the forms of all files share: how blanks are taken, words for people, checks of lists."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import core_schema

from jxtrade.model.scalar import NULL, OneLine, Whole, not_accepted, repeated
from jxtrade.text import Said, Text, same

FIRST_YEAR, LAST_YEAR = 1949, 2999


def unique(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the entries when no two have one id.

    Raises:
        PydanticCustomError: not_accepted, at each id that stands there already.

    """
    refuse_repeated([(item.id, (index, "id")) for index, item in enumerate(items)])
    return items


def refuse_repeated(ids: list[tuple[str, tuple[str | int, ...]]]) -> None:
    """Refuse ids that stand there already; each is given with its place.

    Raises:
        PydanticCustomError: not_accepted, at each of them.

    """
    first: dict[str, tuple[str | int, ...]] = {}
    again = [place for id_, place in ids if first.setdefault(id_, place) != place]
    if again:
        raise repeated(*again)


def some(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the entries when there are any.

    Raises:
        PydanticCustomError: not_accepted, there is none.

    """
    if not items:
        raise not_accepted(Text("至少一条", "at least one entry"))
    return items


def _year(value: int) -> int:
    if not FIRST_YEAR <= value <= LAST_YEAR:
        raise not_accepted(same(f"{FIRST_YEAR}–{LAST_YEAR}"))
    return value


def _version(value: int) -> int:
    if value != 1:
        raise not_accepted(same("1"))
    return value


def positive(value: Decimal) -> Decimal:
    """Return a figure above 0.

    Raises:
        PydanticCustomError: not_accepted, it is 0 or below.

    """
    if value <= 0:
        raise not_accepted(Text("大于 0 的数字", "a number above 0"))
    return value


class Form(BaseModel):
    """A mapping of a file; a field that nobody has filled in stands as if it were left out.

    Only a field that may be None is told apart: it has nothing behind it, or is not there.
    `called` and `fields_called` say what it and each of its fields are called and mean.
    """

    if TYPE_CHECKING:  # Pydantic would evaluate these again for every form
        called: ClassVar[Said]
        fields_called: ClassVar[dict[str, Said]]

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, value: object) -> object:
        if not isinstance(value, dict) or None not in value.values():
            return value
        needed = {
            info.alias or name
            for name, info in cls.model_fields.items()
            if type(None) not in get_args(info.annotation)
        }
        return {key: each for key, each in value.items() if each is not None or key not in needed}


F = TypeVar("F", bound=type[Form])


def told(own: Said, **fields: Said) -> Callable[[F], F]:
    """Return what gives a form its words and those of its fields, by name."""

    def tell(form: F) -> F:
        form.called, form.fields_called = own, fields
        return form

    return tell


class _Filled:
    """Tells Pydantic to leave out what nobody has filled in, and a schema that it may be null."""

    def read(self, entries: object) -> object:
        if isinstance(entries, dict) and None in entries.values():
            return {key: each for key, each in entries.items() if each is not None}
        return entries

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))


def _or_none(value: object) -> object:
    return None if value is NULL else value


Version: TypeAlias = Annotated[Whole, AfterValidator(_version)]
Year: TypeAlias = Annotated[Whole, AfterValidator(_year)]
Key = TypeVar("Key")
Held = TypeVar("Held")
Entries: TypeAlias = Annotated[dict[Key, Held], _Filled()]
Nullable: TypeAlias = Annotated[OneLine | None, BeforeValidator(_or_none)]
"""A text, or the word null for none."""
