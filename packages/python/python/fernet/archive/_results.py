"""The rows of a result, which has to be that of its block."""

# pyarrow is partly untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import re
from typing import Final, TypeAlias

import pyarrow as pa

from fernet.archive._cells import Cell, Json, fields, items, number, row, to_json
from fernet.archive._schema import RESULTS, TEXT

Row: TypeAlias = dict[str, Cell]
Rows: TypeAlias = list[tuple[str, Row]]

#: The fields of a result that are rows of other tables, or are read but not written.
ELSEWHERE: Final = {
    "block_number", "leader", "runner_up", "randao", "availability", "refused", "equivocations", "trees", "settlement",
    "details", "timings", "example",
}  # fmt: skip
#: Those that may be missing.
MAY_BE_MISSING: Final = {"availability", "details", "timings", "example"}

_HASH: Final = pa.binary(32)
_U64: Final = pa.uint64()


def _required(columns: dict[str, pa.DataType]) -> pa.Schema:
    return pa.schema([pa.field(name, of, nullable=False) for name, of in columns.items()])


#: The objects of a result that are no rows of a table.
RANKED: Final = _required(
    {"item": TEXT, "proposal_id": _HASH, "key": _HASH, "ticket": pa.binary(16), "fee_split": pa.uint32(), "score": _HASH}
)
AVAILABILITY: Final = _required({"provers": _U64, "needed": pa.uint16(), "attesters": _U64})
CERTIFIED: Final = _required({"item": TEXT, "certificate_id": _HASH})
EQUIVOCATION: Final = _required({"kind": TEXT, "key": _HASH})
TIMING: Final = _required({"step": TEXT, "microseconds": _U64})

_ITEM: Final = re.compile(r"([a-z]+)\[(0|[1-9][0-9]{0,8})\]")


class _Block:
    """The rows of the block file, by list and position."""

    def __init__(self, rows: Rows) -> None:
        self._lists: dict[str, list[Row]] = {}
        for name, cells in rows:
            self._lists.setdefault(name, []).append(cells)

    def number(self) -> Cell:
        return self._lists["blocks"][0]["block_number"]

    def item(self, path: str, value: object, *lists: str) -> Row:
        """The row of an item, for example "claims[3]"."""
        found = _ITEM.fullmatch(value) if isinstance(value, str) else None
        if found is not None and found[1] in lists:
            listed = self._lists.get(found[1], [])
            if int(found[2]) < len(listed):
                return listed[int(found[2])]
        if value == "reveal" and "reveals" in lists and "reveals" in self._lists:
            return self._lists["reveals"][0]
        raise ValueError(f"{path}: expected an item of the block in {' or '.join(lists)}, not {value!r}")

    def same(self, path: str, cells: Row, *lists: str) -> None:
        """Demands that the item which `cells` name has the same values in the columns of both."""
        item = self.item(f"{path}.item", cells["item"], *lists)
        for name, cell in cells.items():
            if name in item and name not in ("block", "position") and item[name] != cell:
                raise ValueError(f"{path}.{name}: is not that of {cells['item']!r} of the block")

    def randao(self, path: str, value: object) -> None:
        mixes = [{name: to_json(cells[name]) for name in ("l1_block", "mix")} for cells in self._lists.get("randao", [])]
        if fields(path, value) not in mixes:
            raise ValueError(f"{path}: expected a mix of the block, not {value!r}")


def _big(path: str, value: object, length: int) -> bytes:
    """A ticket, score or total as bytes."""
    return number(path, value, 1 << (8 * length)).to_bytes(length, "big")


def _ranked(path: str, value: object, of: _Block) -> Row:
    """A proposal with its ticket and score."""
    given = dict(fields(path, value))
    ticket, score = _big(f"{path}.ticket", given.pop("ticket", None), 16), _big(f"{path}.score", given.pop("score", None), 32)
    cells = row(path, RANKED, given, ticket=ticket, score=score)
    of.same(path, cells, "proposals")
    return cells


def _check_unwritten(source: Json, of: _Block) -> None:
    """Checks the fields that are not written."""
    if number("result.block_number", source["block_number"], 1 << 64) != of.number():
        raise ValueError(f"result.block_number: expected {of.number()!r}, that of the block, not {source['block_number']}")
    of.randao("result.randao", source["randao"])
    if source["runner_up"] is not None:
        _ranked("result.runner_up", source["runner_up"], of)
    if source.get("availability") is not None:
        availability = dict(fields("result.availability", source["availability"]))
        certificate = availability.pop("certificate", None)
        row("result.availability", AVAILABILITY, availability)
        if certificate is not None:
            path = "result.availability.certificate"
            of.item(f"{path}.item", row(path, CERTIFIED, certificate)["item"], "certificates")
    for position, value in enumerate(items("result.equivocations", source["equivocations"])):
        path = f"result.equivocations[{position}]"
        equivocation = dict(fields(path, value))
        named = items(f"{path}.items", equivocation.pop("items", None))
        cells = row(path, EQUIVOCATION, equivocation)
        for index, item in enumerate(named):
            if of.item(f"{path}.items[{index}]", item, "proposals", "claims", "attestations")["key"] != cells["key"]:
                raise ValueError(f"{path}.key: is not that of {item} of the block")
    if "details" in source:
        fields("result.details", source["details"])
    for position, value in enumerate(items("result.timings", source.get("timings", []))):
        row(f"result.timings[{position}]", TIMING, value)
    if source.get("example", True) is not True:
        raise ValueError(f"result.example: expected true, not {source['example']!r}")


def result_rows(block: int, source: Json, recorded: Rows) -> Rows:
    """The rows of the result of a block, whose rows are `recorded`."""
    for name in sorted(ELSEWHERE - MAY_BE_MISSING):
        if name not in source:
            raise ValueError(f"result.{name}: is missing")
    of = _Block(recorded)
    _check_unwritten(source, of)
    own = {name: value for name, value in source.items() if name not in ELSEWHERE}
    leader: Row = dict.fromkeys(("leader", "leader_item", "proposal_id", "ticket", "score", "fee_split"))
    if source["leader"] is not None:
        leader = _ranked("result.leader", source["leader"], of)
        leader = {"leader": leader.pop("key"), "leader_item": leader.pop("item"), **leader}
    rows: Rows = [("results", row("result", RESULTS["results"], own, block=block, **leader))]
    if own.get("winner") is not None:
        of.item("result.winner", own["winner"], "trees")
    for position, item in enumerate(items("result.trees", source["trees"])):
        path = f"result.trees[{position}]"
        tree = dict(fields(path, item))
        total = _big(f"{path}.total", tree.pop("total", None), 32)
        cells = row(path, RESULTS["sums"], tree, block=block, position=position, total=total)
        of.item(f"{path}.item", cells["item"], "trees")
        rows.append(("sums", cells))
    for position, item in enumerate(items("result.refused", source["refused"])):
        path = f"result.refused[{position}]"
        refused = dict(fields(path, item))
        if not isinstance(refused.pop("detail", ""), str):
            raise ValueError(f"{path}.detail: expected text")
        cells = row(path, RESULTS["refused"], refused, block=block, position=position)
        lists = ("registry", "proposals", "reveals", "claims", "attestations", "certificates", "trees")
        of.item(f"{path}.item", cells["item"], *lists)
        rows.append(("refused", cells))
    if source["settlement"] is not None:
        settlement = dict(fields("result.settlement", source["settlement"]))
        pays = items("result.settlement.pays", settlement.pop("pays", None))
        rows.append(("settlements", row("result.settlement", RESULTS["settlements"], settlement, block=block)))
        for position, item in enumerate(pays):
            path = f"result.settlement.pays[{position}]"
            cells = row(path, RESULTS["pays"], item, block=block, position=position)
            of.same(path, cells, "claims")
            rows.append(("pays", cells))
    return rows
