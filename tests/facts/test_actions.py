"""Behaviour of `segkit.facts.actions` and `segkit action`, on the demo."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.engagement.notes.workshop import Action
from segkit.engagement.snapshot import read_snapshot
from segkit.errors import ConfigError, UsageError
from segkit.facts import acting
from segkit.facts.considering import Considering
from segkit.facts.known import Facts
from segkit.rows.workshop.actions import actions as actions_view

SLACK = "no-enabled-mapping/shop_api_prod/ddecbe0e783cf05bc9ee37b3"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What is known of the demo engagement, worked out once."""
    return Facts(create_demo(tmp_path_factory.mktemp("acting") / "demo"))


@pytest.fixture
def facts(known: Facts) -> Facts:
    """The same, when nothing was noted yet."""
    for file in known.engagement.folder.glob("*notes*"):
        file.unlink()
    return known


def accepted(facts: Facts, key: str = SLACK) -> None:
    """The word of the solutions architect that it is as segkit says."""
    Considering(facts).accept([key])


def mended(facts: Facts) -> Facts:
    """The same engagement after a pull whose Slack destination has its mapping on."""
    snapshot = read_snapshot(facts.engagement)
    workspace = snapshot.workspace
    assert workspace is not None
    destinations = tuple(
        replace(d, mappings=tuple(replace(m, enabled=True) for m in d.mappings or ()))
        for d in workspace.destinations
    )
    pulled = replace(snapshot, workspace=replace(workspace, destinations=destinations))
    return Facts(facts.engagement, pulled)


def test_what_is_accepted_as_wrong_is_an_action_without_an_owner(facts: Facts) -> None:
    """It takes the consideration's words, and no note until somebody says more."""
    assert acting.listed(facts) == ()

    accepted(facts)

    [one] = acting.listed(facts)
    assert (one.key, one.is_noted, one.action.owner) == (SLACK, False, "")
    assert one.action.text.startswith("Create or enable the mappings")
    assert "No owner yet" in actions_view([one], facts.names).html
    assert "Slack - big orders · Shop API (production)" in actions_view([one], facts.names).text


def test_owner_and_day_are_noted_and_survive_a_pull_that_mends_it(facts: Facts) -> None:
    """The pull proposes to close it, and closes nothing."""
    accepted(facts)
    acting.set_fields(facts, SLACK, {"owner": "Shop", "due": "2026-12-02"})

    [one] = acting.listed(mended(facts))

    assert (one.action.owner, one.action.due, one.is_open) == ("Shop", "2026-12-02", True)
    assert one.looks_done
    assert "does not show it any more" in one.proposal


def test_an_accepted_one_that_a_pull_mends_is_not_lost_without_a_note(facts: Facts) -> None:
    """The word remembers that somebody had to do something."""
    accepted(facts)

    [one] = acting.listed(mended(facts))

    assert one.key == SLACK
    assert one.looks_done
    assert one.action.text.startswith("This destination sends only what its mappings describe")


def test_without_a_workspace_nothing_looks_done(facts: Facts) -> None:
    """What was not read is not gone."""
    acting.add(facts, Action(repairs=SLACK, text="Turn it on"))
    blind = Facts(facts.engagement, replace(read_snapshot(facts.engagement), workspace=None))

    [one] = acting.listed(blind)

    assert not one.looks_done


def test_what_is_closed_stays_and_is_contradicted_by_the_data(facts: Facts) -> None:
    """With day and reason; the data may still show it."""
    accepted(facts)
    acting.close(facts, SLACK, "done", "2026-12-02", "Turned on by the shop team.")

    [one] = acting.listed(facts)
    [later] = acting.listed(mended(facts))

    assert (one.action.state, one.action.closed) == ("done", "2026-12-02")
    assert one.proposal == "The data still shows it."
    assert (later.proposal, later.looks_done) == ("", False)
    acting.reopen(facts, SLACK)
    assert acting.listed(facts)[0].action == replace(one.action, state="open", closed="", reason="")


def test_open_ones_stand_first_and_the_urgent_ones_before(facts: Facts) -> None:
    """Those without a day come last of the open ones."""
    for text, due in (("later", "2026-12-09"), ("some day", ""), ("soon", "2026-12-01")):
        acting.add(facts, Action(text, due=due))
    done = acting.add(facts, Action("was", due="2026-11-01"))
    acting.close(facts, done, "done", "2026-11-02", "")

    assert [one.action.text for one in acting.listed(facts)] == ["soon", "later", "some day", "was"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda f: acting.add(f, Action()), "says nothing"),
        (lambda f: acting.add(f, Action(repairs="a/b/c")), "no consideration 'a/b/c'"),
        (lambda f: acting.close(f, "none", "done", "", ""), "no action 'none'"),
        (lambda f: acting.close(f, "none", "dropped", "", " "), "needs a reason"),
    ],
)
def test_what_cannot_be_noted_is_refused(
    facts: Facts, wrong: Callable[[Facts], object], said: str
) -> None:
    """Nothing is written then."""
    with pytest.raises(UsageError, match=said):
        wrong(facts)

    assert not facts.engagement.notes_file.exists()


def test_a_state_that_does_not_exist_is_named(facts: Facts) -> None:
    """A person may have written it by hand."""
    facts.engagement.notes_file.write_text('[actions.a1]\ntext = "x"\nstate = "maybe"\n')

    with pytest.raises(ConfigError, match="state of the action 'a1' is 'maybe'"):
        acting.listed(facts)


def test_the_command_notes_lists_closes_and_takes_back(facts: Facts) -> None:
    """As a person would work with it, and a script."""
    demo = facts.engagement.folder

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(cli, ["action", *arguments])
        assert result.exit_code == 0, result.output
        return result.output

    added = run("add", str(demo), "--repairs", SLACK, "--owner", "Shop", "--due", "2 Dec 2026")
    run("set", SLACK, str(demo), "--text", "Turn the mapping on")
    run("close", SLACK, str(demo), "--dropped", "--reason", "Nobody reads it", "--on", "2026-12-02")
    listed = json.loads(run(str(demo), "--json"))
    run("undo", str(demo))

    assert SLACK in added
    assert listed["open"] == 0
    assert listed["actions"] == [
        {
            "key": SLACK,
            "text": "Turn the mapping on",
            "repairs": [SLACK],
            "class": "wrong now",
            "owner": "Shop",
            "due": "2026-12-02",
            "state": "dropped",
            "closed": "2026-12-02",
            "reason": "Nobody reads it",
            "noted": True,
            "proposal": "The data still shows it.",
        }
    ]
    assert "open: Turn the mapping on\n      Shop, until 2026-12-02\n" in run(str(demo))
