"""The program: `jxtrade`, and `python -m jxtrade`."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

UNWRITABLE = 2
INTERRUPTED = 130
FAULT = 70
OF_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


def main() -> None:
    """Run the command line and exit with its status.

    A closed pipe ends the program as it ends others, by its signal; a fault of the program
    itself says so in one line and exits 70.
    """
    gc.set_threshold(100_000, 50, 100)  # a short run makes little garbage; looking took a tenth
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:  # closed: else the first file that is read takes its number
            setattr(sys, name, _nowhere(number))
        elif hasattr(stream := getattr(sys, name), "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for them takes 12 ms
    try:
        from jxtrade.cli import run  # noqa: PLC0415 - Ctrl-C while it loads ends as quietly

        status = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except OSError as error:
        status = _unwritable(error) if error.errno in OF_WRITING else _fault(error)
    except Exception as error:  # noqa: BLE001 - a bug is told in one line, and its traceback on demand
        status = _fault(error)
    sys.stderr.flush()
    os._exit(status)  # all is written: taking the program apart took a fifth of the run


def _nowhere(number: int) -> TextIO:
    """Return a stream for a number below 3 that nobody listens to."""
    handle = os.open(os.devnull, os.O_WRONLY)
    if handle != number:
        os.dup2(handle, number)
        os.close(handle)
    return open(number, "w", encoding="utf-8", errors="replace", closefd=False)


def _unwritable(error: OSError) -> int:
    """Say why the output can't be written; errors of named files were told before."""
    if os.environ.get("JXTRADE_DEBUG"):
        return _fault(error)
    why = error.strerror or type(error).__name__
    print(f"jxtrade: 写不了输出 / can't write the output: {why}", file=sys.stderr)  # noqa: T201
    return UNWRITABLE


def _fault(error: Exception) -> int:
    if os.environ.get("JXTRADE_DEBUG"):
        import traceback  # noqa: PLC0415 - only a bug needs it

        traceback.print_exception(error)
        return FAULT
    what = f"{type(error).__name__}: {error}".encode("unicode_escape").decode()[:200]
    what = what.replace("##", "#\\x23")  # an order to a CI runner
    print(  # noqa: T201
        f"jxtrade: 程序自身出错 / a fault of the program itself: {what}"
        " (JXTRADE_DEBUG=1 显示详情 / shows the traceback)",
        file=sys.stderr,
    )
    return FAULT


if __name__ == "__main__":
    main()
