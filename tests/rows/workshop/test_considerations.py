"""What stands behind a special consideration, as the customer reads it."""

from __future__ import annotations

from segkit.considerations.consideration import Consideration
from segkit.rows.workshop.considerations import considerations


def shown(**more: str) -> str:
    """The view of one consideration."""
    one = Consideration("rule-1", "s1", "d1", "medium", "Calls may be lost.", **more)
    view = considerations([one], names={"s1": "Web shop", "d1": "Mixpanel"}, quiet=())
    return view.html


def test_what_is_not_certain_says_what_would_have_to_be_known() -> None:
    """A reader can tell a fact from a guess; where nothing is in doubt, nothing is said."""
    doubtful = shown(evidence="It sends pages.", doubt="The mappings were <not> read.")

    assert "Not certain: The mappings were &lt;not&gt; read." in doubtful
    assert "Not certain" not in shown(evidence="It sends pages.")
