"""What a check is: a question to the facts of one engagement, and what follows from a yes.

Its function only finds; the check adds what is the same for every find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from segkit.considerations.classes import class_of
from segkit.considerations.consideration import TO_CHECK, Consideration, severity_said
from segkit.delivery.case import Case
from segkit.delivery.pair import Pair


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a check finds something.

    Attributes:
        text: The fact, for the customer.
        evidence: What in workspace or plan makes it apply, by name.
        source_id: Empty when it is about the whole workspace or a warehouse as such.
        target_id: Destination or warehouse; empty when it is about the source alone.
        doubt: What would have to be known to be sure; empty when it is certain.
        docs: Path of a page that says more of this find than the check's own; else empty.
        says: The class that this find has where everything is proved; else the check's own.
        asks: What to ask of this find; else the check's own question.
    """

    text: str
    evidence: str
    source_id: str = ""
    target_id: str = ""
    doubt: str = ""
    docs: str = ""
    says: str = ""
    asks: str = ""


Find = Callable[[Case], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """What makes special considerations of one kind.

    Attributes:
        id: Stable: the SA's notes refer to it.
        severity: One of `SEVERITIES`.
        action: What the customer should do.
        docs: Path below the documentation base.
        basis: Where its evidence comes from: `workspace`, `catalog` or `plan`.
        find: The question itself.
        replaces: General knowledge (ids of entries) that it judges on the customer's own
            facts: its silence means that the entry does not matter here.
        covers: Entries that say less than this check does: they step back where it finds
            something, and stay where it is silent.
        says: The class that a find has where everything is proved.
        asks: What to ask a person where it is not.
        trouble: The answer, `yes` or `no`, that makes it wrong now; empty for other questions.
    """

    id: str
    severity: str
    action: str
    docs: str
    basis: str
    find: Find
    replaces: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    says: str = TO_CHECK
    asks: str = ""
    trouble: str = ""

    @property
    def needs_plan(self) -> bool:
        """Without a tracking plan it cannot judge."""
        return self.basis == "plan"

    def __call__(self, case: Case) -> Iterator[Consideration]:
        """Every consideration that this check finds in the case, in the case's order."""
        for found in self.find(case):
            class_ = class_of(
                case, found.says or self.says, found.source_id, found.target_id, found.doubt
            )
            yield Consideration(
                id=self.id,
                source_id=found.source_id,
                target_id=found.target_id,
                severity=severity_said(self.severity, class_),
                text=found.text,
                action=self.action,
                evidence=found.evidence,
                basis=self.basis,
                docs=found.docs or self.docs,
                doubt=found.doubt,
                class_=class_,
                question=found.asks or self.asks,
                trouble="" if found.asks else self.trouble,
            )


def check(  # noqa: PLR0913 - one keyword for each attribute
    check_id: str,
    severity: str,
    *,
    action: str,
    docs: str,
    basis: str = "workspace",
    replaces: tuple[str, ...] = (),
    covers: tuple[str, ...] = (),
    says: str = TO_CHECK,
    asks: str = "",
    trouble: str = "",
) -> Callable[[Find], Check]:
    """Make a check of the function below."""

    def made(find: Find) -> Check:
        return Check(
            check_id,
            severity,
            action,
            docs,
            basis,
            find,
            replaces=replaces,
            covers=covers,
            says=says,
            asks=asks,
            trouble=trouble,
        )

    return made


def about(pair: Pair, text: str, evidence: str, doubt: str = "", *, says: str = "") -> Found:
    """A find about one source and one destination."""
    return Found(text, evidence, pair.source.id, pair.destination.id, doubt, says=says)


def mode_doubt(*pairs: Pair) -> str:
    """The pairs of which it is not known that device mode applies, in words."""
    unsure = [pair.destination.name for pair in pairs if pair.connection.mode == "unknown"]
    if not unsure:
        return ""
    return f"Segment's API does not tell whether device mode was chosen for {listed(unsure)}."


def catalog_doubt(pair: Pair) -> str:
    """Where the possible modes are inferred rather than documented, in words."""
    if pair.connection.certain:
        return ""
    return "How data can reach this destination is inferred from Segment's catalog."


def listed(names: Iterable[str], limit: int = 12) -> str:
    """The names in their order, each once; a long list says how many more there are."""
    unique = list(dict.fromkeys(names))
    more = len(unique) - limit
    return ", ".join(unique[:limit]) + (f" and {more} more" if more > 0 else "")
