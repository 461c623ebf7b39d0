"""How the API is asked for a page: three ways are in use, and which it takes is found out.

The official command line sends `pagination.count=200`, the Python SDK one JSON text
(`pagination={"count":200}`), the TypeScript SDK `pagination[count]=200`. A server may refuse a
way, or take no notice of it: then each cursor brings the first page again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from segkit.errors import ApiRefusalError

PAGE = 200
"""Objects per page: the official CLI's and the Terraform provider's size, also in older limits."""

Query = Mapping[str, str | Sequence[str]]

_FORMS = ("dotted", "json", "bracketed")
_SMALLER = {200: 100, 100: 50, 50: 20, 20: 10}
_REFUSED = frozenset({400, 422})
_ABOUT_PAGES = re.compile(r"pagination|\bcount\b|\bcursor\b", re.IGNORECASE)
_ABOUT_SIZE = re.compile(r"\bcount\b|\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask for a page.

    Attributes:
        form: Of the parameters; empty to ask without any.
        size: Objects on a page.
    """

    form: str = _FORMS[0]
    size: int = PAGE

    def query(self, cursor: str) -> dict[str, str | Sequence[str]]:
        """The parameters for the page at `cursor`; empty for the first one."""
        wanted: dict[str, int | str] = {"count": self.size}
        if cursor:
            wanted["cursor"] = cursor
        if self.form == "json":
            return {"pagination": json.dumps(wanted, separators=(",", ":"))}
        mark = {"dotted": "pagination.{}", "bracketed": "pagination[{}]"}.get(self.form)
        return {mark.format(key): str(value) for key, value in wanted.items()} if mark else {}

    def array(self, name: str, values: Sequence[str]) -> dict[str, str | Sequence[str]]:
        """The parameters for a list of values."""
        if self.form == "json":
            return {name: list(values)}
        mark = f"{name}[{{}}]" if self.form == "bracketed" else f"{name}.{{}}"
        return {mark.format(n): value for n, value in enumerate(values)}


class Paging:
    """What is known in one session about how pages are asked for.

    Attributes:
        way: The one that is used.
        accepted: A list was answered that was asked for like this.
        proven: A cursor brought a further page.
    """

    def __init__(self) -> None:
        self.way = Way()
        self.accepted = self.proven = False

    def took(self, way: Way) -> None:
        """The API answered with a list."""
        if not self.accepted and way.form:
            self.way = way
            self.accepted = True

    def brought_more(self, way: Way) -> None:
        """The API understood the cursor."""
        self.way, self.proven = way, True

    def after(self, way: Way, refusal: ApiRefusalError, tried: Sequence[Way]) -> Way | None:
        """Another way to ask for what was refused; None when the refusal is not about that."""
        words = refusal.said
        about_pages = bool(_ABOUT_PAGES.search(words))
        if refusal.status not in _REFUSED or not (about_pages or not self.accepted):
            return None
        ways = [replace(self.way, form=form) for form in _FORMS]
        if about_pages and _ABOUT_SIZE.search(words) and way.size in _SMALLER:
            ways.insert(0, replace(way, size=_SMALLER[way.size]))
        ways.append(Way("", PAGE))
        return next((one for one in ways if one not in tried), None)

    def instead_of(self, way: Way) -> list[Way]:
        """What to try when a cursor brought the page before it again."""
        others = [replace(way, form=form) for form in _FORMS if form != way.form]
        return [way] if self.proven or not way.form else [*others, way]

    def for_arrays(self) -> list[Way]:
        """In which order the forms of a list of values are tried."""
        return [self.way, *(replace(self.way, form=f) for f in _FORMS if f != self.way.form)]
