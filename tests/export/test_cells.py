"""Behaviour of `segkit.export.cells`: which code cells are plain calls."""

from __future__ import annotations

import pytest

from segkit.errors import UsageError
from segkit.export.cells import Answers, Call, plain_calls


class Piece:
    """Stands for a view."""

    def __init__(self, text: str) -> None:
        self.text = text

    def bundle(self) -> dict[str, str]:
        """Its static forms."""
        return {"text/html": f"<p>{self.text}</p>", "text/plain": self.text}


class FakeGuide:
    """Stands for a guide."""

    def __init__(self, folder: str = ".") -> None:
        self.folder = folder

    def traits(self, language: str = "javascript") -> Piece:
        """A view that depends on an argument and on which guide it is."""
        return Piece(f"{self.folder} {language}")


def test_a_call_with_literals_is_plain() -> None:
    """These are the cells of the shipped notebooks."""
    assert plain_calls('import segkit\n\nguide = segkit.open_guide("a")') == (
        Call("guide", "segkit", "open_guide", ("a",), {}),
    )
    assert plain_calls('# why\nguide.traits(language="go")') == (
        Call("", "guide", "traits", (), {"language": "go"}),
    )
    assert plain_calls("") == ()


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import segkit as kit",
        "from segkit import open_guide",
        "guide.traits(name)",
        "guide.traits(*args)",
        "guide.traits(**{'language': 'go'})",
        "guide.traits(open('/etc/passwd').read())",
        "guide.traits().html",
        "guide._facts()",
        "guide.facts.snapshot()",
        "x = guide.traits()",
        "a = b = segkit.open_guide()",
        "for _ in range(3): guide.traits()",
        "%pip install something",
        "!ls",
        "print('hi')",
        "__import__('os').system('true')",
        "guide.traits(",
        "\0",
    ],
)
def test_anything_else_is_not_plain(source: str) -> None:
    """A stranger's code is never run without a kernel being asked for."""
    assert plain_calls(source) is None


def test_answers_follow_the_notebooks_order() -> None:
    """A variable is the guide that was opened last under that name."""
    answers = Answers(FakeGuide)
    first = plain_calls('import segkit\nguide = segkit.open_guide("one")\nguide.traits()')
    second = plain_calls('guide.traits("go")')

    assert first is not None
    assert second is not None
    assert answers.answer(first, "cell 1") == {
        "text/html": "<p>one javascript</p>",
        "text/plain": "one javascript",
    }
    assert answers.answer(second, "cell 2") == {
        "text/html": "<p>one go</p>",
        "text/plain": "one go",
    }


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("guide.trait()", "did you mean traits?"),
        ("guide.traits(colour='red')", "does not fit"),
        ("other.traits()", "before it was opened"),
    ],
)
def test_a_wrong_call_is_explained_at_its_place(source: str, message: str) -> None:
    """The SA learns which cell, and what was meant."""
    answers = Answers(FakeGuide)
    answers.answer(plain_calls("guide = segkit.open_guide()") or (), "cell 1")

    with pytest.raises(UsageError, match=r"cell 7") as raised:
        answers.answer(plain_calls(source) or (), "cell 7")

    assert message in str(raised.value)
