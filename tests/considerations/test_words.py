"""Behaviour of `segkit.considerations.words`: what is derived, and the SA's word on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.considerations.consideration import Consideration, Considerations
from segkit.considerations.deriving import CHECKED, considerations
from segkit.considerations.words import SETTLED, consider, key_of, quiet_after
from segkit.engagement.notes import Added, Word
from segkit.errors import ConfigError

if TYPE_CHECKING:
    from segkit.delivery.case import Case
    from tests.doubles.cases import Build

RULE = "disabled-destination"


@pytest.fixture
def case(build: Build) -> Case:
    """Two instances of one destination, each on a source of its own, both disabled."""
    return build.case(
        build.link("web", enabled=False), build.link("server", enabled=False),
        warehouses=(build.warehouse(),),
    )  # fmt: skip


def considered(case: Case, *words: Word, added: dict[str, Added] | None = None) -> Considerations:
    """The case after these words."""
    notes = {str(number): word for number, word in enumerate(words)}
    return consider(case, considerations(case), notes, added or {})


def states(considered: Considerations, about: str = RULE) -> dict[str, str]:
    """The state of each pair by its source."""
    return {o.item.source_id: o.state for o in considered.items if o.item.id == about}


def test_without_notes_everything_is_open_and_stands(case: Case) -> None:
    """What is derived is what the customer reads, in the same order."""
    found = considered(case)

    assert found.standing == considerations(case)
    assert {one.state for one in found.items} == {"open"}
    assert found.lost == ()


def test_a_word_for_a_pair_is_for_that_pair_alone(case: Case) -> None:
    """The source may be named by its slug or its id."""
    found = considered(case, Word(RULE, "dismissed", "web", "web-Beacon", reason="They know."))

    assert states(found) == {"web": "dismissed", "server": "open"}
    assert [i.source_id for i in found.standing if i.id == RULE] == ["server"]


def test_a_word_for_a_type_holds_everywhere_and_the_pair_outweighs_it(case: Case) -> None:
    """Also for pairs that nobody had when it was given."""
    found = considered(
        case,
        Word(RULE, "accepted", "*", "beacon"),
        Word(RULE, "edited", "web", "web-Beacon", text="Mine", severity="low"),
    )

    assert states(found) == {"web": "edited", "server": "accepted"}
    [mine] = [i for i in found.standing if i.text == "Mine"]
    assert (mine.severity, mine.action != "") == ("low", True)
    assert found.lost == ()


def test_statements_that_are_judged_alike_have_the_fewest_keys(case: Case) -> None:
    """One key for the type; keys of pairs as soon as they differ."""
    alike = [s for s in considered(case).statements if s.first.item.id == RULE]
    apart = [
        s.keys
        for s in considered(case, Word(RULE, "accepted", "web", "web-Beacon")).statements
        if s.first.item.id == RULE
    ]

    assert [s.keys for s in alike] == [(f"{RULE}/*/beacon",)]
    assert sorted(apart) == [(f"{RULE}/server/server-Beacon",), (f"{RULE}/web/web-Beacon",)]


def test_after_a_fresh_pull_what_still_applies_is_kept(case: Case, build: Build) -> None:
    """The rest is listed with what is missing, and comes back when its object does."""
    words = (
        Word(RULE, "dismissed", "web", "web-Beacon", reason="r", said="It was disabled."),
        Word(RULE, "accepted", "server", "server-Beacon"),
    )
    pulled = build.case(build.link("server", enabled=False))
    enabled = build.case(build.link("web"), build.link("server", enabled=False))

    found = considered(pulled, *words)

    assert states(found) == {"server": "accepted"}
    [lost] = found.lost
    assert (lost.key, lost.state, lost.text, lost.reason) == (
        "0", "dismissed", "It was disabled.", "r",
    )  # fmt: skip
    assert "no source web" in lost.why
    assert "no destination web-Beacon" in lost.why
    assert "does not say" in considered(enabled, *words).lost[0].why
    assert considered(case, *words).lost == ()


def test_a_statement_that_changed_since_is_told(case: Case) -> None:
    """Silence would let an old word stand for a new fact."""
    found = considered(case, Word(RULE, "accepted", "*", "beacon", said="It was otherwise."))

    assert {o.said for o in found.items if o.item.id == RULE} == {"It was otherwise."}


@pytest.mark.parametrize(
    ("note", "pairs"),
    [
        (Added("Look"), [("", "")]),
        (Added("Look", source="web"), [("web", "")]),
        (Added("Look", target="beacon"), [("server", "server-Beacon"), ("web", "web-Beacon")]),
        (Added("Look", source="web", target="beacon"), [("web", "web-Beacon")]),
        (Added("Look", target="warehouses"), [("", "wh")]),
        (Added("Look", target="wh"), [("", "wh")]),
        (Added("Look", source="gone"), []),
        (Added("Look", target="gone"), []),
        (Added("Look", source="web", target="server-Beacon"), []),
    ],
)
def test_own_considerations_are_about_a_pair_a_type_or_everything(
    case: Case, note: Added, pairs: list[tuple[str, str]]
) -> None:
    """What is about nothing that is there is listed as lost."""
    found = considered(case, added={"own-1": note})

    own = [i for i in found.standing if i.basis == "sa"]
    assert sorted((i.source_id, i.target_id) for i in own) == pairs
    assert [lost.text for lost in found.lost] == ([] if pairs else ["Look"])


def test_a_quiet_pair_after_a_dismissal_is_explained(case: Case) -> None:
    """A pair for which all was dismissed was looked at; one with an own word is not quiet."""
    quiet = {("web", "web-Beacon"): CHECKED}
    every = [
        Word(i.id, "dismissed", i.source_id, i.target_id, reason="r")
        for i in considerations(case)
        if i.source_id == "server" and i.target_id
    ]

    found = quiet_after(quiet, considered(case, *every))

    assert ("web", "web-Beacon") not in found  # the rule still speaks of it
    assert found["server", "server-Beacon"] == SETTLED
    own = considered(case, *every, added={"own": Added("x", source="server", target="beacon")})
    assert quiet_after({}, own) == {}


@pytest.mark.parametrize(
    "word",
    [Word(RULE, "maybe"), Word(RULE, "edited", severity="urgent")],
)
def test_a_note_that_cannot_be_is_named(case: Case, word: Word) -> None:
    """Somebody mistyped it in the file."""
    with pytest.raises(ConfigError, match=r"notes\.toml: the s.* of '0' is"):
        considered(case, word)


def test_keys_of_strange_names_differ() -> None:
    """Two names that read alike are not one."""
    assert key_of("a", "b", "") == "a/b/-"
    assert key_of("a", "b/c", "") != key_of("a", "b c", "")
    assert key_of("a", "b", "c") != key_of("a", "b/c", "")
    key_of("\ud800", '"\n', "]").encode()


def test_the_order_is_by_type_and_severity() -> None:
    """For lists: what is about no destination comes last."""
    item = Consideration("a", "", "", "low", "x")
    kinds = [replace(item, target_type=kind, severity=s) for kind, s in
             (("", "high"), ("B", "low"), ("B", "high"), ("a", "low"))]  # fmt: skip
    from segkit.considerations.consideration import Considered

    found = Considerations(
        tuple(Considered(i, f"k{n}", f"e{n}") for n, i in enumerate(kinds))
    ).by_type

    assert [(k, [s.first.item.severity for s in group]) for k, group in found] == [
        ("a", ["low"]), ("B", ["high", "low"]), ("", ["high"]),
    ]  # fmt: skip
