"""A target tracker over YAML files for the people who run a city's programme."""

from __future__ import annotations

__version__ = "0.1.0"
