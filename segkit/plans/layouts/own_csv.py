"""The columns of the CSV that segkit writes, by which it is known when it is read again.

In such a table every cell means exactly what it says: nothing is guessed from words or values.
Labels of events stand left of the properties' columns, labels of properties right of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.plans.grids.grid import column_letters
from segkit.plans.words.role import Role

EVENT_COLUMNS: Mapping[str, Role] = {
    "Event Name": Role.EVENT,
    "Event Type": Role.CALL,
    "Version": Role.VERSION,
    "Event Description": Role.EVENT_DESCRIPTION,
}
FIELD_COLUMNS: Mapping[str, Role] = {
    "Property Name": Role.FIELD,
    "Property Description": Role.FIELD_DESCRIPTION,
    "Status": Role.REQUIRED,
    "Data Type": Role.TYPE,
    "Format": Role.FORMAT,
    "Allowed Property Values": Role.PATTERN,
    "Enum Values": Role.ENUM,
    "Example": Role.EXAMPLE,
}


def own_roles(header: Sequence[str]) -> tuple[Role, ...]:
    """The role of each column of such a header; none when the header is another one."""
    first, last = len(EVENT_COLUMNS), len(FIELD_COLUMNS)
    if tuple(header[:first]) != tuple(EVENT_COLUMNS):
        return ()
    for start in range(first, len(header) - last + 1):
        if tuple(header[start : start + last]) == tuple(FIELD_COLUMNS):
            left = (Role.LABEL,) * (start - first)
            right = (Role.LABEL,) * (len(header) - start - last)
            return (*EVENT_COLUMNS.values(), *left, *FIELD_COLUMNS.values(), *right)
    return ()


def own_keys(header: Sequence[str], left: int) -> dict[str, Role]:
    """The roles by the names that a saved reading would give these columns."""
    texts = [" ".join(text.split()) for text in header]
    return {
        text if texts.count(text) == 1 else f"{text} ({column_letters(left + place)})": role
        for place, (text, role) in enumerate(zip(texts, own_roles(header), strict=False))
        if text
    }
