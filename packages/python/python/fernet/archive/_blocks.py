"""Recorded blocks and their results, to and from tables."""

# pyarrow is partly untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from fernet import lottery, p256, vrf
from fernet.archive._cells import Cell, Json, fields, items, number, raw, row, to_json
from fernet.archive._schema import RECORDED, RESULTS
from fernet.errors import FernetError
from fernet.params import Params
from fernet.types import VrfMode

#: Rows of a table that are held before they are written.
ROWS: Final = 1 << 16

MODES: Final[dict[str, VrfMode]] = {"per-node": "per-node", "per-block": "per-block", "public": "public"}

#: The fields of a block file that are lists of items, with the table of each.
LISTS: Final = ("randao", "registry", "proposals", "claims", "attestations", "certificates", "trees")
#: Those that a block file may leave out.
MAY_BE_MISSING: Final = ("attestations", "certificates")


class Writer:
    """Writes recorded blocks to a directory, one after another. Use it as a context manager: what was added is complete when it ends,
    also by an exception."""

    def __init__(self, directory: str | os.PathLike[str]) -> None:
        """Makes the directory if there is none. A directory that has an archive already is refused: FileExistsError."""
        self._directory = Path(directory)
        self._directory.mkdir(parents=True, exist_ok=True)
        self._schemas: dict[str, pa.Schema] = {**RECORDED, **RESULTS}
        self._rows: dict[str, list[dict[str, Cell]]] = {name: [] for name in self._schemas}
        for name in self._schemas:
            if self._path(name).exists():
                raise FileExistsError(f"{self._path(name)}: an archive is here already")
        self._files = {name: pq.ParquetWriter(self._path(name), schema) for name, schema in self._schemas.items()}
        self._blocks = 0

    def _path(self, name: str) -> Path:
        return self._directory / f"{name}.parquet"

    def add(self, block: Mapping[str, object], result: Mapping[str, object] | None = None) -> None:
        """Adds a block file, as json.load gives it, and its result. ValueError names a field of the wrong form; then nothing of the
        block is added."""
        rows = _recorded(self._blocks, fields("block", block), None if result is None else fields("result", result))
        if result is not None:
            rows += _result(self._blocks, fields("result", result))
        for name, cells in rows:
            self._rows[name].append(cells)
        self._blocks += 1
        for name, held in self._rows.items():
            if len(held) >= ROWS:
                self._flush(name)

    def _flush(self, name: str) -> None:
        self._files[name].write_table(pa.Table.from_pylist(self._rows[name], schema=self._schemas[name]))
        self._rows[name].clear()

    def close(self) -> None:
        """Writes what is held, and closes the files."""
        for name, file in self._files.items():
            self._flush(name)
            file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def write(
    directory: str | os.PathLike[str],
    blocks: Iterable[Mapping[str, object]],
    results: Iterable[Mapping[str, object]] | None = None,
) -> None:
    """Writes block files, and a result for each if they are given, to a directory that has no archive."""
    with Writer(directory) as writer:
        if results is None:
            for block, _ in zip(blocks, repeat(None)):
                writer.add(block)
        else:
            for block, result in zip(blocks, results, strict=True):
                writer.add(block, result)


Rows = list[tuple[str, dict[str, Cell]]]


def _recorded(block: int, source: Json, result: Json | None) -> Rows:
    """The rows of a block file."""
    known = {"params", "reveal", *LISTS, *RECORDED["blocks"].names}
    for name in source:
        if name not in known:
            raise ValueError(f"{name}: is not known")
    scalars = {name: source.get(name) for name in RECORDED["blocks"].names if name != "block"}
    params = _params(source.get("params"))
    rows: Rows = [
        ("blocks", row("block", RECORDED["blocks"], scalars, block=block)),
        ("params", row("params", RECORDED["params"], params, block=block)),
    ]
    for name in LISTS:
        if name not in source and name not in MAY_BE_MISSING:
            raise ValueError(f"{name}: is missing")
        for position, item in enumerate(items(name, source.get(name, []))):
            path, at = f"{name}[{position}]", {"block": block, "position": position}
            if name == "trees":
                rows += _tree(path, at, fields(path, item))
                continue
            more: dict[str, Cell] = {}
            if name == "proposals":
                more = _drawn(*_of_proposal(path, fields(path, item)))
            if name == "claims":
                seed = None if result is None else result.get("prover_seed")
                more = _drawn(*_of_claim(path, fields(path, item), params["vrf_mode"], seed))
            rows.append((name, row(path, RECORDED[name], item, **at, **more)))
    if source.get("reveal") is not None:
        rows += _reveal(block, fields("reveal", source["reveal"]))
    return rows


def _params(source: object) -> Json:
    """The parameters, with their defaults."""
    given = fields("params", source)
    chain_id = number("params.chain_id", given.get("chain_id"), 1 << 64)
    rollup_address = raw("params.rollup_address", given.get("rollup_address"), 20)
    defaults = Params(chain_id=chain_id, rollup_address=rollup_address)
    missing = {name: to_json(getattr(defaults, name)) for name in RECORDED["params"].names if name != "block"}
    missing["root_seats"] = None
    return {**missing, **given}


def _tree(path: str, at: dict[str, int], source: Json) -> Rows:
    """The rows of a tree and of its bundles."""
    own = {name: value for name, value in source.items() if name != "bundles"}
    rows: Rows = [("trees", row(path, RECORDED["trees"], own, **at))]
    for position, bundle in enumerate(items(f"{path}.bundles", source.get("bundles"))):
        known = {"block": at["block"], "tree": at["position"], "position": position}
        rows.append(("bundles", row(f"{path}.bundles[{position}]", RECORDED["bundles"], bundle, **known)))
    return rows


def _reveal(block: int, source: Json) -> Rows:
    """The rows of a reveal, of its transactions and of the digests of their proof data."""
    own = {name: value for name, value in source.items() if name not in ("transactions", "data_digests")}
    has_data = source.get("data_digests") is not None
    rows: Rows = [("reveals", row("reveal", RECORDED["reveals"], own, block=block, has_data=has_data))]
    lists = [("transactions", "tx_hash"), ("data_digests", "data_digest")]
    for name, column in lists if has_data else lists[:1]:
        for position, value in enumerate(items(f"reveal.{name}", source.get(name))):
            cells = row(f"reveal.{name}[{position}]", RECORDED[name], {column: value}, block=block, position=position)
            rows.append((name, cells))
    return rows


def _drawn(ticket: int | None, fee: int) -> dict[str, Cell]:
    """The columns that are added to a proposal or a claim."""
    if ticket is None:
        return {"ticket": None, "score": None}
    return {"ticket": ticket.to_bytes(16, "big"), "score": lottery.score(ticket, fee).to_bytes(32, "big")}


def _of_proposal(path: str, source: Json) -> tuple[int | None, int]:
    """The ticket that the proof of a proposal states, and the bid."""
    proof, fee = (
        raw(f"{path}.proof", source.get("proof"), None),
        number(f"{path}.fee_split", source.get("fee_split"), 1 << 32),
    )
    try:
        beta = vrf.Proof(proof).to_hash() if len(proof) == 80 else p256.Proof(proof).to_hash() + bytes(32)
    except FernetError:
        return None, fee
    return lottery.sequencer_ticket(beta), fee


def _of_claim(path: str, source: Json, mode: object, seed: object) -> tuple[int | None, int]:
    """The ticket that the proof of a claim states, and the bid. Only the mode public needs the prover seed."""
    fee = number(f"{path}.fee_burn", source.get("fee_burn"), 1 << 32)
    key, node = raw(f"{path}.key", source.get("key"), 32), number(f"{path}.node", source.get("node"), 1 << 64)
    vrf_mode = MODES.get(str(mode))
    if vrf_mode is None:
        raise ValueError(f"params.vrf_mode: expected {', '.join(MODES)}, not {mode!r}")
    if seed is None and vrf_mode == "public":
        return None, fee
    prover_seed = bytes(32) if seed is None else raw("result.prover_seed", seed, 32)
    try:
        beta = vrf.Proof(raw(f"{path}.proof", source.get("proof"), None)).to_hash()
    except FernetError:
        return None, fee
    return lottery.prover_ticket(vrf_mode, prover_seed=prover_seed, node=node, key=key, beta=beta), fee


#: The fields of a result that are rows of other tables, or are added by `fernet block --json`.
ELSEWHERE: Final = {
    "block_number", "leader", "runner_up", "randao", "availability", "refused", "equivocations", "trees", "settlement",
    "details", "timings", "example",
}  # fmt: skip


def _big(path: str, value: object, length: int) -> bytes:
    """A ticket, score or total as bytes."""
    return number(path, value, 1 << (8 * length)).to_bytes(length, "big")


def _result(block: int, source: Json) -> Rows:
    """The rows of a result."""
    own = {name: value for name, value in source.items() if name not in ELSEWHERE}
    leader: dict[str, Cell] = dict.fromkeys(("leader", "leader_item", "proposal_id", "ticket", "score", "fee_split"))
    if source.get("leader") is not None:
        of = fields("result.leader", source["leader"])
        leader = {
            "leader": raw("result.leader.key", of.get("key"), 32),
            "leader_item": str(of.get("item")),
            "proposal_id": raw("result.leader.proposal_id", of.get("proposal_id"), 32),
            "ticket": _big("result.leader.ticket", of.get("ticket"), 16),
            "score": _big("result.leader.score", of.get("score"), 32),
            "fee_split": number("result.leader.fee_split", of.get("fee_split"), 1 << 32),
        }
    rows: Rows = [("results", row("result", RESULTS["results"], own, block=block, **leader))]
    for position, item in enumerate(items("result.trees", source.get("trees"))):
        path = f"result.trees[{position}]"
        tree = dict(fields(path, item))
        total = _big(f"{path}.total", tree.pop("total", None), 32)
        rows.append(("sums", row(path, RESULTS["sums"], tree, block=block, position=position, total=total)))
    for position, item in enumerate(items("result.refused", source.get("refused"))):
        path = f"result.refused[{position}]"
        refused = {name: value for name, value in fields(path, item).items() if name != "detail"}
        rows.append(("refused", row(path, RESULTS["refused"], refused, block=block, position=position)))
    if source.get("settlement") is not None:
        settlement = dict(fields("result.settlement", source["settlement"]))
        pays = items("result.settlement.pays", settlement.pop("pays", None))
        rows.append(("settlements", row("result.settlement", RESULTS["settlements"], settlement, block=block)))
        for position, item in enumerate(pays):
            path = f"result.settlement.pays[{position}]"
            rows.append(("pays", row(path, RESULTS["pays"], item, block=block, position=position)))
    return rows


def read(directory: str | os.PathLike[str]) -> Iterator[Json]:
    """The block files of an archive, in the order in which they were written: what json.dump needs."""
    tables: dict[str, dict[int, list[dict[str, object]]]] = {}
    for name, schema in RECORDED.items():
        table = pq.read_table(Path(directory) / f"{name}.parquet")
        if not table.schema.equals(schema):
            raise ValueError(f"{name}.parquet: has another schema")
        of_block = tables.setdefault(name, {})
        for cells in table.to_pylist():
            of_block.setdefault(cells["block"], []).append(cells)
    for block in sorted(tables["blocks"]):
        yield _block_file({name: of_block.get(block, []) for name, of_block in tables.items()})


#: The columns that are not fields of JSON.
ADDED: Final = {"block", "position", "tree", "ticket", "score", "has_data"}
#: The fields that are left out where they are null.
LEFT_OUT: Final = {"root_seats", "owner", "proof"}


def _fields(cells: dict[str, object]) -> Json:
    present = {name: cell for name, cell in cells.items() if name not in ADDED}
    return {name: to_json(cell) for name, cell in present.items() if cell is not None or name not in LEFT_OUT}


def _sorted(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(rows, key=lambda cells: int(str(cells["position"])))


def _block_file(rows: dict[str, list[dict[str, object]]]) -> Json:
    """The block file of its rows in all tables."""
    made: Json = {"params": _fields(rows["params"][0]), **_fields(rows["blocks"][0])}
    for name in LISTS:
        listed = [_fields(cells) for cells in _sorted(rows[name])]
        if listed or name not in MAY_BE_MISSING:
            made[name] = listed
    for tree, source in zip(_sorted(rows["trees"]), items("trees", made["trees"]), strict=True):
        bundles = [cells for cells in rows["bundles"] if cells["tree"] == tree["position"]]
        fields("tree", source)["bundles"] = [_fields(cells) for cells in _sorted(bundles)]
    made["reveal"] = None
    for cells in rows["reveals"]:
        reveal = _fields(cells)
        reveal["transactions"] = [to_json(each["tx_hash"]) for each in _sorted(rows["transactions"])]
        if cells["has_data"]:
            reveal["data_digests"] = [to_json(each["data_digest"]) for each in _sorted(rows["data_digests"])]
        made["reveal"] = reveal
    return made
