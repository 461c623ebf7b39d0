"""Every method of the guide says which argument does not fit, live, in a document and to a check."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import cast, get_origin

import nbformat
import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement
from segkit.errors import SegkitError, UsageError
from segkit.export import export_guide
from segkit.guide import Guide, open_guide
from segkit.guide.arguments import _kinds, misfit
from segkit.rows.row import all_rows


@pytest.fixture(scope="module")
def engagement(tmp_path_factory: pytest.TempPathFactory) -> Engagement:
    """The demo."""
    return create_demo(tmp_path_factory.mktemp("arguments") / "demo")


def arguments(engagement: Engagement) -> Iterator[tuple[str, str, object]]:
    """Every argument of every method, with its kind."""
    guide = Guide(engagement)
    for name in all_rows():
        method = getattr(guide, name)
        kinds = _kinds(method)
        for argument in inspect.signature(method).parameters:
            yield name, argument, kinds[argument]


def test_every_argument_has_a_kind_that_is_judged(engagement: Engagement) -> None:
    """A value that no method takes is refused for each of them, with its name."""
    nothing_like_it = object()
    found = list(arguments(engagement))

    assert len(found) > 5
    for name, argument, kind in found:
        assert get_origin(kind) or isinstance(kind, type), (name, argument)
        if kind is object:
            continue
        guide = Guide(engagement)
        with pytest.raises(UsageError, match=f"guide.{name}.* '?{argument}|missing"):
            guide.show(name, **{argument: nothing_like_it})


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("agenda", {"minutes": 5}, "'minutes' is no table of texts with whole numbers"),
        ("agenda", {"minutes": {"plan": "40"}}, "'minutes' is no table"),
        ("agenda", {"minutes": {"plan": True}}, "'minutes' is no table"),
        ("agenda", {"minutes": [("plan", 40)]}, "'minutes' is no table"),
        ("agenda", {"start": 10}, "'start' is no text"),
        ("agenda", {"minutes": {"lunch": 5}}, "no part 'lunch'"),
        ("pull", {"volumes": "7"}, "'volumes' is no whole number"),
        ("pull", {"with_write_keys": "no"}, "'with_write_keys' is no True or False"),
        ("considerations", {"editable": 0}, "'editable' is no True or False"),
        ("playground", {"event": None}, "'event' is no text"),
        ("route", {"call": "x", "source": "web"}, "'call' is no table of texts with anything"),
        ("route", {"call": {}, "source": 7}, "'source' is no text"),
        ("route", {"call": {}}, "missing a required argument: 'source'"),
        ("identify", {"colour": "red"}, "unexpected keyword argument 'colour'"),
    ],
)
def test_it_is_a_sentence(
    engagement: Engagement, name: str, options: dict[str, object], said: str, live: bool
) -> None:
    """In a notebook as in a document, and never a traceback of segkit's own code."""
    with pytest.raises(UsageError, match=said):
        Guide(engagement, live=live).show(name, **options)


@pytest.mark.parametrize("wrong", [5, None, b"x", ["."]])
def test_what_is_no_name_is_a_sentence(engagement: Engagement, wrong: object) -> None:
    """Of an engagement's folder, and of a row."""
    with pytest.raises(UsageError, match="is no text"):
        open_guide(cast("str", wrong))
    with pytest.raises(UsageError, match="has no row"):
        Guide(engagement).show(cast("str", wrong))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("guide.route({}, source='shop_api_prod')", "The call has no type"),
        ("guide.agenda(minutes=5)", "'minutes' is no table"),
        ("guide.agenda(minutes={'lunch': 5})", "no part 'lunch'"),
        ("guide.playground(event='No such event')", "No such event"),
        ("guide.identify(1)", "too many positional arguments"),
    ],
)
def test_a_document_names_the_cell(tmp_path: Path, call: str, said: str) -> None:
    """Before anything is written."""
    engagement = create_demo(tmp_path / "demo")
    notebook = nbformat.read(engagement.notebook, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(call))
    nbformat.write(notebook, engagement.notebook)

    with pytest.raises(SegkitError, match=said) as caught:
        export_guide(engagement, draft=True)

    assert f"guide.ipynb cell {len(notebook.cells)}: " in caught.value.problem
    assert "To fix: " in str(caught.value)


def test_what_fits_is_left_to_the_method() -> None:
    """Of kinds that no literal has, and of annotations that are not known, too."""

    def method(one: int | None, two: float, three: Unknown, four: list[str]) -> None:  # type: ignore[name-defined]  # noqa: F821
        del one, two, three, four

    assert misfit(method, (None, 1, object(), ["a"]), {}) == ""
    assert misfit(method, (None, "1", object(), ["a"]), {}) == "'two' is no number"
    assert misfit(method, (None, 1, object(), "a"), {}) == "'four' is no list of texts"
