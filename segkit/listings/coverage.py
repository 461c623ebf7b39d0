"""Coverage as JSON for scripts and as text for a terminal.

The JSON only ever grows:

    {"fields":   [{"call", "rule", "version", "field", "path": [names], "required",
                   "destinations": [{"id", "name", "how", "mappings", "certain", "certainty", "assumed",
                                     "missing": [words], "depends": [words]}],
                   "warehouses":   [{"id", "name", "column", "certain", "certainty"}], "nowhere",
                   "certainty", "lacking": [{"id", "name", "missing": [words]}],
                   "open": [{"id", "name", "missing": [words]}]}],
     "mappings": [{"source", "destination", "destinationName", "mapping", "action",
                   "call", "rule", "assumed": words or empty, "syncMode", "matchingKey",
                   "batching": yes, no or null, "batchSize": number or null,
                   "required": [{"field", "label", "state", "from": [paths],
                                 "unplanned": [paths], "certain", "certainty", "decides": [paths],
                                 "unknown": [words]}]}]}

`nowhere` says that it is known that neither a destination nor a warehouse gets the field.
`certainty` is `known`, `assumed` or `not known`; where it is not known that anybody gets a field,
`lacking` says what would have to be known, and of whom; `open` says it of each destination that is
not among `destinations`, and of which that is not certain. A required field's `state` is `fed`,
`optional`, `call`, `fixed`, `empty` or `unknown`. `missing` is what would have to be known
to be `certain`, `depends` what of each call decides whether it gets there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from segkit.delivery.covered import FieldCoverage, Open, open_words
from segkit.delivery.required import STATES, MappingCoverage, RequiredField
from segkit.delivery.unknowns import ASSUMED, KNOWN, NOT_KNOWN
from segkit.listings.routing import printable

Names = Mapping[str, str]


def coverage_as_json(
    fields: Sequence[FieldCoverage], mappings: Sequence[MappingCoverage], names: Names
) -> dict[str, object]:
    """The coverage in the shape that this module's docstring gives."""
    return {
        "fields": [_field(one, names) for one in fields],
        "mappings": [_mapping(one, names) for one in mappings],
    }


def _field(one: FieldCoverage, names: Names) -> dict[str, object]:
    return {
        "call": one.rule.call,
        "rule": one.rule.title,
        "version": one.rule.version,
        "field": one.field.dotted,
        "path": list(one.field.path),
        "required": one.field.required,
        "destinations": [
            {
                "id": receipt.destination_id,
                "name": names.get(receipt.destination_id, receipt.destination_id),
                "how": receipt.how,
                "mappings": list(receipt.mappings),
                "certain": receipt.certain,
                "certainty": receipt.certainty,
                "assumed": receipt.assumed,
                "missing": list(receipt.missing),
                "depends": list(receipt.depends),
            }
            for receipt in one.receipts
        ],
        "warehouses": [
            {
                "id": id_,
                "name": names.get(id_, id_),
                "column": one.column,
                "certain": id_ not in one.unsure,
                "certainty": NOT_KNOWN if id_ in one.unsure else KNOWN,
            }
            for id_ in one.warehouses
        ],
        "nowhere": one.goes_nowhere,
        "certainty": one.certainty,
        "lacking": _open(one.lacking, names),
        "open": _open(one.open, names),
    }


def _open(several: Sequence[Open], names: Names) -> list[dict[str, object]]:
    return [
        {
            "id": one.destination_id,
            "name": names.get(one.destination_id, one.destination_id),
            "missing": list(one.missing),
        }
        for one in several
    ]


def _mapping(one: MappingCoverage, names: Names) -> dict[str, object]:
    return {
        "source": one.source_id,
        "destination": one.destination_id,
        "destinationName": names.get(one.destination_id, one.destination_id),
        "mapping": one.mapping,
        "action": one.action,
        "call": one.rule.call,
        "rule": one.rule.title,
        "assumed": one.assumed,
        "syncMode": one.sending.sync_mode,
        "matchingKey": one.sending.matching_key,
        "batching": one.sending.batching,
        "batchSize": one.sending.batch_size,
        "required": [
            {
                "field": field.key,
                "label": field.label,
                "state": field.state,
                "from": list(field.sources),
                "unplanned": list(field.unplanned),
                "certain": field.certain,
                "certainty": _certainty(one, field),
                "decides": list(field.decides),
                "unknown": list(field.unknown),
            }
            for field in one.fields
        ],
    }


def _certainty(one: MappingCoverage, field: RequiredField) -> str:
    if not field.certain:
        return NOT_KNOWN
    return ASSUMED if one.assumed else KNOWN


def coverage_as_text(
    fields: Sequence[FieldCoverage], mappings: Sequence[MappingCoverage], names: Names
) -> str:
    """Who gets each field, and the required fields of mappings that are not fed."""
    if not fields and not mappings:
        return "There is nothing to compare: it takes a tracking plan and a workspace."
    return "\n".join([*_field_lines(fields, names), "", *_mapping_lines(mappings, names)])


def _field_lines(fields: Sequence[FieldCoverage], names: Names) -> Iterator[str]:
    before: object = None
    for one in fields:
        if one.rule is not before:
            before = one.rule
            yield f"{one.rule.call} {printable(one.rule.title)}"
        receivers = [
            names.get(receipt.destination_id, receipt.destination_id)
            + (" (assumed)" if receipt.assumed else "" if receipt.certain else " (not certain)")
            for receipt in one.receipts
        ]
        receivers += [
            names.get(id_, id_) + (" (not certain)" if id_ in one.unsure else "")
            for id_ in one.warehouses
        ]
        open_ = open_words(one.open, names) if receivers else one.nowhere_words(names)
        said = "; ".join(filter(None, (", ".join(map(printable, receivers)), printable(open_))))
        yield f"  {printable(one.field.dotted)}: {said}"


def _mapping_lines(mappings: Sequence[MappingCoverage], names: Names) -> Iterator[str]:
    found = list(_gaps(mappings, names))
    yield "Required fields of mappings that the plan does not feed for certain:"
    yield from found or ["  none"]
    told = (
        f"  {printable(f'{names.get(one.destination_id, one.destination_id)}, {one.mapping}')}: "
        f"{printable(one.sending.words)}"
        for one in mappings
        if one.sending.words
    )
    if sending := tuple(dict.fromkeys(told)):
        yield from ("", "How mappings send:", *sending)


def _gaps(mappings: Sequence[MappingCoverage], names: Names) -> Iterator[str]:
    for one in mappings:
        for field in one.fields:
            if field.state not in {"empty", "optional", "unknown"}:
                continue
            said = [STATES[field.state]]
            if field.sources:
                said.append(f"reads {', '.join(field.sources)}")
            if field.unplanned:
                said.append(f"not planned: {', '.join(field.unplanned)}")
            said += field.unknown
            where = f"{names.get(one.destination_id, one.destination_id)}, {one.mapping}"
            what = printable(f"{where}, {one.rule.title}: {field.key}")
            note = f" ({one.assumed})" if one.assumed else ""
            yield f"  {what} is {printable('; '.join(said))}.{note}"
