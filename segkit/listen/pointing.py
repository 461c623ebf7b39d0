"""What a customer writes so that their own libraries send here, and where to look when none does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from segkit.facts.known import Facts
from segkit.knowledge.redirects import HINTS, REDIRECTS, Redirect, redirects_for
from segkit.model.derived import INSTRUMENTED


@dataclass(frozen=True, slots=True)
class Pointed:
    """One way to send here, and for which of the customer's sources.

    Attributes:
        sources: Names of the sources; empty where the workspace does not tell.
    """

    redirect: Redirect
    sources: tuple[str, ...]


def redirects_of(facts: Facts) -> tuple[Pointed, ...]:
    """For the libraries of the customer's sources, in their order; all of them when none is known."""
    found: dict[Redirect, list[str]] = {}
    for id_, library in facts.libraries.items():
        for redirect in redirects_for(library.slug):
            found.setdefault(redirect, []).append(facts.sources[id_].name)
    if not facts.libraries:
        return tuple(Pointed(redirect, ()) for redirect in REDIRECTS)
    return tuple(Pointed(redirect, tuple(names)) for redirect, names in found.items())


def without_redirect(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Sources whose library cannot be pointed here as far as is known, each with that library."""
    return tuple(
        (facts.sources[id_].name, library.name)
        for id_, library in facts.libraries.items()
        if not redirects_for(library.slug)
    )


def where_to_look(facts: Facts, port: int) -> Iterator[str]:
    """Why nothing may have arrived, for the kinds of sources that the customer has."""
    kinds = {kind for kind in facts.kinds.values() if kind in INSTRUMENTED - {"unknown"}}
    for hint in HINTS:
        if not hint.kinds or not kinds or kinds & set(hint.kinds):
            yield hint.text.replace("PORT", str(port))
