"""Rows as Parquet: typed columns that engines scan without reading what they do not ask for."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, Final

from jxtrade.report import Kind, half_up
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jxtrade.report import Batch, Extract

SUFFIXES: Final = (".parquet", ".pq")
HELP: Final = Text("Parquet，供 DuckDB、Spark 等分析", "Parquet for DuckDB, Spark and the like")
NEEDS: Final = ("pyarrow", "parquet")
_DIGITS: Final = 38
_PLACES: Final = {Kind.FIGURE: 8, Kind.PERCENT: 4, Kind.POINTS: 4, Kind.SHARE: 4}
"""Decimals of a column: all that a figure times a pace, each with four, can have."""
_ROWS: Final = 1 << 16
"""About how many rows a row group has: what is held of them at once."""


@contextmanager
def writing(extract: Extract, to: IO[bytes]) -> Iterator[Callable[[Batch], None]]:
    """Write the rows that come, a group of some 65,000 at a time, and the footer at the end."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    kinds = [each.kind for each in extract.fields]
    columns = [
        pa.field(each.key, _type(each.kind), nullable=each.is_optional) for each in extract.fields
    ]
    schema = pa.schema(columns, {"schema": extract.version})
    kept: list[Any] = []

    def write(batch: Batch) -> None:
        columns = zip(*batch, strict=True)
        arrays = [_array(*each) for each in zip(columns, kinds, strict=True)]
        kept.append(pa.record_batch(arrays, schema))
        if sum(map(len, kept)) >= _ROWS:
            flush()

    def flush() -> None:
        writer.write_table(pa.Table.from_batches(kept, schema), row_group_size=2 * _ROWS)
        kept.clear()

    with ParquetWriter(to, schema, compression="zstd") as writer:
        yield write
        flush()


def _type(kind: Kind) -> Any:
    import pyarrow as pa

    match kind:
        case Kind.COUNT:
            return pa.int32()
        case Kind.FLAG:
            return pa.bool_()
        case _ if kind in _PLACES:
            return pa.decimal128(_DIGITS, _PLACES[kind])
        case _:
            return pa.string()


def _array(column: Sequence[Any], kind: Kind) -> Any:
    """Return a column; what has more decimals than it takes, an over-precise figure, is rounded.

    Raises:
        OverflowError: a figure has more digits than an engine's decimals have.

    """
    import pyarrow as pa

    with suppress(pa.ArrowInvalid):
        return pa.array(column, _type(kind))
    rounded = [None if each is None else half_up(each, _PLACES[kind]) for each in column]
    try:
        return pa.array(rounded, _type(kind))
    except pa.ArrowInvalid as error:
        raise OverflowError(str(error)) from error
