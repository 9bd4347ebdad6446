"""The program: `jxtrade`, and `python -m jxtrade`."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys

INTERRUPTED = 130
FAULT = 70


def main() -> None:
    """Run the command line and exit with its status.

    A closed pipe ends the program as it ends others, by its signal; a fault of the program
    itself says so in one line and exits 70.
    """
    # A short run makes little garbage: looking for it, and once more at the end, took a quarter.
    gc.set_threshold(100_000, 50, 100)
    atexit.register(gc.freeze)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for them takes 12 ms
    try:
        from jxtrade.cli import run  # noqa: PLC0415 - Ctrl-C while it loads ends as quietly

        status = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except OSError as error:
        status = _fault(error)
    except Exception as error:  # noqa: BLE001 - a bug is told in one line, and its traceback on demand
        status = _fault(error)
    sys.exit(status)


def _fault(error: Exception) -> int:
    if os.environ.get("JXTRADE_DEBUG"):
        raise error
    what = f"{type(error).__name__}: {error}".encode("unicode_escape").decode()[:200]
    print(  # noqa: T201
        f"jxtrade: 程序自身出错 / a fault of the program itself: {what}"
        " (JXTRADE_DEBUG=1 显示详情 / shows the traceback)",
        file=sys.stderr,
    )
    return FAULT


if __name__ == "__main__":
    main()
