"""Generated mappings for `compare_mappings.py`: every directive of the mapping kit, nested."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Json = object
FIELDS: Mapping[str, str] = {
    "properties.order_id": "string",
    "properties.total": "number",
    "properties.gift": "boolean",
    "properties.note": "string",
    "properties.raw": "string",
    "properties.gift wrap": "string",
    "properties.labels": "array",
    "properties.depot.town": "string",
    "properties.depot.name": "string",
    "properties.depot.spot.lat": "number",
    "properties.lines.[].sku": "string",
    "properties.lines.[].price": "number",
    "properties.lines.[].maker.name": "string",
    "context.ip": "string",
    "context.page.url": "string",
    "context.campaign.name": "string",
}
"""The planned fields, with their types."""

CALL: Mapping[str, Json] = {
    "type": "track",
    "event": "Order Packed",
    "messageId": "m 1",
    "userId": "u 1",
    "properties": {
        "order_id": "Q-17",
        "total": 12.5,
        "gift": True,
        "note": "By hand",
        "raw": '{"inner": 1}',
        "gift wrap": "paper",
        "labels": ["first", "second"],
        "depot": {"town": "Moorby", "name": "North", "spot": {"lat": 54.5}},
        "lines": [
            {"sku": "A 1", "price": 3.5, "maker": {"name": "Abel"}},
            {"sku": "B 2", "price": 9, "maker": {"name": "Baker"}},
        ],
    },
    "context": {
        "ip": "192.0.2.1",
        "page": {"url": "https://shop.example/a"},
        "campaign": {"name": "autumn"},
    },
}
LEAVES = [one.replace(".[]", "[0]") for one in FIELDS]
OBJECTS = [
    "properties", "context", "properties.depot", "properties.depot.spot", "properties.lines",
    "properties.lines[1]", "properties.lines.0.maker", "properties.labels", "context.page",
    "properties.labels[0]", "properties.lines.price", "properties.nothing", "messageId",
    "properties.order_id.x", "properties.total.x", "properties.note.length",
]  # fmt: skip
ELEMENTS = ["sku", "price", "maker.name", "maker", "", "$.sku", "town", "name", "properties.note"]
KEYS = [
    "name",
    "town",
    "order_id",
    "spot",
    "page",
    "a",
    "b",
    "one",
    "two",
    "note",
    "sku",
    "0",
    "x.y",
]
WORDS = ["text", "", "properties.note", "5", '{"town": "x"}', "$.properties.note"]


@dataclass
class Mappings:
    """An endless row of mappings; the same seed gives the same ones."""

    seed: int

    def __post_init__(self) -> None:
        """Begin."""
        self._random = random.Random(self.seed)  # noqa: S311 - no secret depends on it

    def take(self, count: int) -> Iterator[dict[str, Json]]:
        """So many mappings."""
        return (self._mapping() for _ in range(count))

    def _mapping(self) -> dict[str, Json]:
        keys = self._random.sample(["name", "value", "extra"], self._random.randint(1, 2))
        found: dict[str, Json] = {key: self._value(3) for key in keys}
        if self._chance(0.12):
            apply = {key: self._value(2) for key in ("one", "two", "properties")[: self._any(3)]}
            found = {key: self._read(apply) for key in found}
            found["__segment_internal_directive"] = {"@transform": {"apply": apply}}
            found["__segment_internal_sync_mode"] = "add"
        return found

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _any(self, most: int) -> int:
        return self._random.randint(1, most)

    def _pick(self, among: list[str]) -> str:
        return self._random.choice(among)

    def _value(self, levels: int, within: tuple[str, ...] = ()) -> Json:
        """A directive, a plain value, an object or a list of them.

        Args:
            levels: How deep it may go.
            within: Paths that make sense where it stands; those of the call otherwise.
        """
        if levels == 0 or self._chance(0.25):
            return self._leaf(within)
        make = self._random.choice(
            [self._if, self._case, self._replace, self._json, self._flatten, self._merge,
             self._transform, self._array, self._object, self._literal, self._leaf_at,
             self._null, self._list]
        )  # fmt: skip
        return make(levels - 1, within)

    def _leaf_at(self, _levels: int, within: tuple[str, ...]) -> Json:
        return self._leaf(within)

    def _leaf(self, within: tuple[str, ...]) -> Json:
        roll = self._random.random()
        if roll < 0.6:
            return {"@path": self._path(within)}
        if roll < 0.72:
            return {"@template": self._template(within)}
        if roll < 0.86:
            return {"@liquid": self._liquid(within)}
        return self._random.choice([*WORDS, 5, 0, True, False, None])

    def _path(self, within: tuple[str, ...]) -> str:
        path = self._pick(list(within) or [*LEAVES, *LEAVES, *OBJECTS])
        parts = path.split(".")
        if self._chance(0.15) and len(parts) > 1 and "[" not in parts[-1]:
            quote = self._pick(["'", '"'])
            path = f"{'.'.join(parts[:-1])}[{quote}{parts[-1]}{quote}]"
        if self._chance(0.04):
            path = path.replace("[0]", "[*]")
        if self._chance(0.03):
            return self._pick(["", ".", "$.", "$"])
        return f"$.{path}" if self._chance(0.7) else path

    def _template(self, within: tuple[str, ...]) -> str:
        first, second = (self._path(within) for _ in range(2))
        plain = first.replace("$.", "", 1)
        return self._pick(
            [f"{{{{{plain}}}}}", f"no. {{{{ {plain} }}}} of {{{{{{{second}}}}}}}", "no hole",
             f"{{{plain}}} {{{{ {second} }}}}"]
        )  # fmt: skip

    def _liquid(self, within: tuple[str, ...]) -> str:
        first, second, third = (self._variable(within) for _ in range(3))
        return self._pick(
            [
                f"{{{{ {first} }}}}",
                f"{{{{ {first} | upcase }}}} of {{{{ {second} }}}}",
                f"{{{{ {first} | default: {second} }}}}",
                f"{{{{ {first} | append: '-' | append: {second} }}}}",
                f"{{{{ {first} | size }}}}",
                f"{{{{ {first} | json }}}}",
                f"{{{{ {first} | slice: 0, 3 }}}}",
                f"{{% assign v = {first} %}}{{{{ v }}}}",
                f"{{% assign properties = 5 %}}{{{{ {first} }}}}",
                f"{{% capture v %}}{{{{ {first} }}}}!{{% endcapture %}}{{{{ v | strip }}}}",
                f"{{% if {first} %}}{{{{ {second} }}}}{{% else %}}{{{{ {third} }}}}{{% endif %}}",
                f"{{% if {first} == 'x' %}}{{{{ {second} }}}}{{% endif %}}same",
                f"{{% unless {first} %}}{{{{ {second} }}}}{{% endunless %}}",
                f"{{% if {first} %}}a{{% elsif {second} %}}b{{% else %}}{{{{ {third} }}}}{{% endif %}}",
                f"{{%- comment -%}} {{{{ {first} }}}} {{%- endcomment -%}}{{{{ {second} }}}}",
                f"{{% raw %}}{{{{ {first} }}}}{{% endraw %}}",
                f"{{% echo {first} | downcase %}}",
                f"{{% liquid\nassign q = {first}\necho q | strip %}}",
                "{{ 'properties.note' }} of {{ \"properties.total\" }}",
                f"{{{{ {first} | plus: 1 }}}}",
                f"{{{{ {first} | first }}}}",
                f"{{% increment n %}}{{{{ {first} }}}}",
                f"{{% for x in {first} %}}{{{{ x }}}}{{% endfor %}}",
            ]
        )  # fmt: skip

    def _variable(self, within: tuple[str, ...]) -> str:
        path = self._pick(list(within) or [*LEAVES, *LEAVES, *OBJECTS[:8]]).removeprefix("$.")
        head, _, last = path.rpartition(".")
        if " " in last or (head and self._chance(0.2) and "[" not in last):
            return f"{head}['{last}']"
        return path or "properties.note"

    def _if(self, levels: int, within: tuple[str, ...]) -> Json:
        options: dict[str, Json] = {
            self._pick(["exists", "blank"]): (
                {"@path": self._path(within)} if self._chance(0.8) else self._value(levels, within)
            )
        }
        if self._chance(0.9):
            options["then"] = self._value(levels, within)
        if self._chance(0.7):
            options["else"] = self._value(levels, within)
        return {"@if": options}

    def _case(self, levels: int, within: tuple[str, ...]) -> Json:
        return {"@case": {"operator": self._pick(["lower", "upper"]),
                          "value": self._directive(levels, within)}}  # fmt: skip

    def _replace(self, levels: int, within: tuple[str, ...]) -> Json:
        options: dict[str, Json] = {"pattern": self._pick(["a", "-", "Q"]), "replacement": "_"}
        if self._chance(0.2):
            options |= {"pattern2": "e", "replacement2": "", "ignorecase": True, "global": False}
        return {"@replace": {**options, "value": self._directive(levels, within)}}

    def _json(self, levels: int, within: tuple[str, ...]) -> Json:
        mode = self._pick(["encode", "decode"])
        return {"@json": {"mode": mode, "value": self._value(levels, within) or "5"}}

    def _flatten(self, levels: int, within: tuple[str, ...]) -> Json:
        options = {"separator": self._pick([".", "_"]), "value": self._value(levels, within)}
        return {"@flatten": {**options, **({"omitArrays": True} if self._chance(0.4) else {})}}

    def _merge(self, levels: int, within: tuple[str, ...]) -> Json:
        objects = [
            self._object(levels, within) if self._chance(0.6) else self._directive(levels, within)
            for _ in range(self._any(3))
        ]
        return {"@merge": {"objects": objects, "direction": self._pick(["left", "right"])}}

    def _transform(self, levels: int, within: tuple[str, ...]) -> Json:
        apply = {key: self._value(levels, within) for key in ("one", "two")}
        return {"@transform": {"apply": apply, "mapping": self._read(apply)}}

    def _read(self, apply: Mapping[str, Json]) -> Json:
        """A mapping of what another one has made."""
        paths = ["", *apply, *(f"{key}.{one}" for key in apply for one in [*KEYS, "0", "a_b"])]
        if self._chance(0.3):
            return {key: {"@path": f"$.{self._pick(paths)}"} for key in ("k", "l")}
        return self._random.choice(
            [{"@path": f"$.{self._pick(paths)}"}, {"@path": f"$.{self._pick([*apply])}"},
             {"@template": f"{{{{{self._pick(paths)}}}}}"},
             {"@liquid": f"{{{{ {self._pick([*apply])} }}}}"}, {"@path": "$.properties.note"}]
        )  # fmt: skip

    def _array(self, levels: int, within: tuple[str, ...]) -> Json:
        root: Json = self._pick(["$.properties.lines", "properties.labels", "$.properties.depot"])
        if self._chance(0.5):
            root = {"@path": root} if self._chance(0.6) else self._directive(levels, within)
        shape = {key: self._value(levels, tuple(ELEMENTS)) for key in ("id", "b")}
        return {"@arrayPath": [root, *([shape] if self._chance(0.8) else [])]}

    def _directive(self, levels: int, within: tuple[str, ...]) -> Json:
        """A value that is a directive, where the kit takes nothing else but texts."""
        for _ in range(20):
            found = self._value(levels, within)
            if isinstance(found, dict) and any(key.startswith("@") for key in found):
                return found
        return {"@path": self._path(within)}

    def _object(self, levels: int, within: tuple[str, ...]) -> Json:
        keys = self._random.sample(KEYS, self._any(3))
        return {key: self._value(levels, within) for key in keys}

    def _list(self, levels: int, within: tuple[str, ...]) -> Json:
        return [self._value(levels, within) for _ in range(self._any(2))]

    def _literal(self, levels: int, within: tuple[str, ...]) -> Json:
        return {"@literal": self._value(levels, within)}

    def _null(self, levels: int, within: tuple[str, ...]) -> Json:
        return {"@excludeWhenNull": self._value(levels, within)}
