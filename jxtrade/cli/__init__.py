"""The command line: read, ask, render, exit status."""

from __future__ import annotations

from jxtrade.cli.program import run

__all__ = ["run"]
