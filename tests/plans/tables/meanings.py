"""What became of every cell of a tab, told by the ledger of its rows."""

from __future__ import annotations

from segkit.plans.tables.tab_reading import ReadTab

MISFIT = "not what its column holds: kept as a label"
OUTSIDE = "in no column of the table"


def meanings_of(read: ReadTab) -> dict[str, str]:
    """Every cell that holds something, by its address: its meaning, or why it has none."""
    sheet, ledger = read.sheet, read.ledger
    reasons, found = dict(ledger.unused()), {}
    for row in range(len(sheet.rows)):
        spans = [span for span in ledger.spans if span.start <= row < span.end]
        roles = {column: role for span in spans for column, role in span.roles.items()}
        for column, _ in sheet.texts(row):
            if not ledger.is_used(row):
                meaning = reasons.get(row, read.otherwise)
            elif (row, column) in ledger.misfits:
                meaning = MISFIT
            else:
                meaning = str(roles.get(column, OUTSIDE if roles else "names an event"))
            found[sheet.tab.origin(row, column)] = meaning
    return found
