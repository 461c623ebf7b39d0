"""What the maker of a guide hears while it is made, such as that its notebook runs code."""

from __future__ import annotations

from collections.abc import Callable

from segkit.terminal import printable

Listen = Callable[[str], None]
"""Hears each piece of news as a sentence."""


def nobody(news: str) -> None:
    """Listens where news may be missed, such as how far something is."""


def log(news: str) -> None:
    """Listens where nobody else does: nothing is said to nobody."""
    import logging

    logging.getLogger("segkit").warning("%s", printable(news))
