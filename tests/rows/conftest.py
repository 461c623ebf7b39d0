"""What the tests of the views share: a reader of HTML, hostile names, small builders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from segkit.model.workspace import Destination, DestinationCatalog, Source, SourceCatalog


@dataclass
class Fragment(HTMLParser):
    """The tags, attributes and text of a piece of HTML."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keeps the text."""
        self.texts.append(data)

    @property
    def text(self) -> str:
        """All text, blanks folded."""
        return " ".join("".join(self.texts).split())

    def names(self) -> set[str]:
        """The names of all tags."""
        return {name for name, _ in self.tags}

    def all(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of every tag of this name."""
        return [attributes for tag, attributes in self.tags if tag == name]

    def ids(self) -> list[str]:
        """All ids, in order."""
        return [str(attributes["id"]) for _, attributes in self.tags if "id" in attributes]


Parse = Callable[[str], Fragment]


@pytest.fixture
def parse() -> Parse:
    """Reads HTML into a `Fragment`."""

    def read(html: str) -> Fragment:
        fragment = Fragment()
        fragment.feed(html)
        fragment.close()
        return fragment

    return read


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></svg><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "line one\nline two",
    "\u202eevil \u0645\u062a\u062c\u0631 \U0001f600",
    "null\x00 bell\x07 lone \ud800",
    "n" * 300,
    "",
)
"""Names as a careless or hostile customer may write them."""


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> str:
    """One name after the other."""
    return str(request.param)


@pytest.fixture
def source() -> Callable[..., Source]:
    """Builds a source of the web shop's kind."""

    def build(name: str = "Web shop", number: int = 1, *, enabled: bool = True) -> Source:
        catalog = SourceCatalog("IqDTy1TpoU", "Javascript", "javascript")
        return Source(f"s{number}", f"source_{number}", name, catalog, enabled=enabled)

    return build


@pytest.fixture
def destination() -> Callable[..., Destination]:
    """Builds a destination of source 1."""

    def build(
        name: str = "Amplitude", number: int = 1, source_id: str = "s1", catalog: str = ""
    ) -> Destination:
        entry = DestinationCatalog(
            f"c{catalog or number}", catalog or name, "amplitude", categories=("Analytics",)
        )
        return Destination(f"d{number}", name, source_id, entry, mappings=(), filters=())

    return build
