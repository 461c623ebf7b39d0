"""A text of 20,000 letters in every field leaves the room usable, and is whole where one types."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from segkit.engagement.bundled import notebooks_folder
from segkit.guide.guide import Guide, open_guide
from segkit.render.long_texts import MOST_IN_WORD
from segkit.widgets.form import FormWidget

LONG = "x" * 20_000
TYPED = re.compile(r"<textarea.*?</textarea>", re.DOTALL)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory, double: Callable[[str], ModuleType]) -> Guide:
    """An engagement with it everywhere, opened live."""
    place = tmp_path_factory.mktemp("long") / "demo"
    return open_guide(str(double("filled_engagement").filled_engagement(place, LONG).folder))


def calls() -> Iterator[str]:
    """What the workshop shows, without what looks at this computer."""
    notebook = json.loads((notebooks_folder() / "workshop.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and source.startswith("guide."):
            name = source.removeprefix("guide.").partition("(")[0]
            if name not in {"doctor", "connect"}:
                yield name


@pytest.mark.parametrize("name", [*calls(), "plan_reading"])
def test_nothing_that_is_shown_holds_a_word_that_long(guide: Guide, name: str) -> None:
    """In the widget, in its twin and in the text beside them."""
    shown = getattr(guide, name)()
    state = [str(part) for part in getattr(shown, "parts", {}).values()]

    texts = [*shown.bundle().values(), *state, str(getattr(shown, "html", ""))]

    for text in texts:
        plain = re.sub(r"<style>.*?</style>|<[^>]*>", " ", TYPED.sub("", text), flags=re.DOTALL)
        assert max(map(len, plain.split()), default=0) <= MOST_IN_WORD


def test_what_one_can_go_on_typing_in_is_whole(guide: Guide) -> None:
    """A field that was cut would be saved cut."""
    shown = guide.decisions()

    assert isinstance(shown, FormWidget)
    assert any(LONG in one for one in TYPED.findall("".join(shown.parts.values())))


def test_names_stand_short_in_what_filters_compare(guide: Guide) -> None:
    """Hundreds of rows with a name of 20,000 letters would be sent with every word."""
    shown = guide.considerations()

    assert isinstance(shown, FormWidget)
    assert sum(map(len, shown.parts.values())) < 1_000_000


def test_the_data_stays_whole(guide: Guide) -> None:
    """Whoever takes the rows on gets what was read."""
    rows = guide.identify().to_frame().to_numpy().tolist()

    assert any(LONG in str(value) for row in rows for value in row)
