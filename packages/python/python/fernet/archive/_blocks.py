"""Recorded blocks and their results, to and from tables."""

# pyarrow is partly untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from fernet import lottery, p256, vrf
from fernet.archive._cells import Cell, Json, fields, items, number, raw, row, to_json
from fernet.archive._results import Rows, result_rows
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
    """Writes recorded blocks to a directory, one after another. Use it as a context manager: the archive is there when it ends, and
    nothing of it when it ends by an exception."""

    def __init__(self, directory: str | os.PathLike[str]) -> None:
        """Makes the directory if there is none. A directory that has an archive already is refused: FileExistsError."""
        self._directory = Path(directory)
        self._schemas: dict[str, pa.Schema] = {**RECORDED, **RESULTS}
        self._refuse_another()
        self._is_new = not self._directory.exists()
        self._directory.mkdir(parents=True, exist_ok=True)
        # Removed at the latest when Python ends.
        self._unfinished = TemporaryDirectory(prefix=".unfinished-", dir=self._directory)
        self._rows: dict[str, list[dict[str, Cell]]] = {name: [] for name in self._schemas}
        folder = Path(self._unfinished.name)
        self._files = {name: pq.ParquetWriter(folder / f"{name}.parquet", schema) for name, schema in self._schemas.items()}
        self._blocks = 0
        self._closed = False

    def _refuse_another(self) -> None:
        for name in self._schemas:
            file = self._directory / f"{name}.parquet"
            if file.exists():
                raise FileExistsError(f"{file}: an archive is here already")

    def add(self, block: Mapping[str, object], result: Mapping[str, object] | None = None) -> None:
        """Adds a block file, as json.load gives it, and its result. ValueError names the block, by its position in the archive, and a
        field of the wrong form, or one of the result that is not of this block; then nothing of the block is added."""
        if self._closed:
            raise ValueError("the archive was closed")
        try:
            given = None if result is None else fields("result", result)
            rows = _recorded(self._blocks, fields("block", block), given)
            if given is not None:
                rows += result_rows(self._blocks, given, rows)
        except ValueError as error:
            raise ValueError(f"block {self._blocks}: {error}") from error
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
        """Writes what is held, and puts the files in their place. Closing again does nothing, as for Python's files."""
        if self._closed:
            return
        try:
            for name, file in self._files.items():
                self._flush(name)
                file.close()
            self._refuse_another()
            # `read` needs every file, and blocks is the last: a part of an archive is not read.
            for name in sorted(self._schemas, key=lambda name: name == "blocks"):
                Path(self._unfinished.name, f"{name}.parquet").rename(self._directory / f"{name}.parquet")
        except BaseException:
            self.discard()
            raise
        self._closed = True
        self._unfinished.cleanup()

    def discard(self) -> None:
        """Removes what was added. After close it does nothing."""
        if self._closed:
            return
        self._closed = True
        for file in self._files.values():
            file.close()
        self._unfinished.cleanup()
        if self._is_new and not any(self._directory.iterdir()):
            self._directory.rmdir()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()


def write(
    directory: str | os.PathLike[str],
    blocks: Iterable[Mapping[str, object]],
    results: Iterable[Mapping[str, object]] | None = None,
) -> None:
    """Writes block files, and a result for each if they are given, to a directory that has no archive. An exception leaves none."""
    with Writer(directory) as writer:
        if results is None:
            for block in blocks:
                writer.add(block)
        else:
            for block, result in zip(blocks, results, strict=True):
                writer.add(block, result)


def _recorded(block: int, source: Json, result: Json | None) -> Rows:
    """The rows of a block file."""
    known = {"params", "reveal", *LISTS, *RECORDED["blocks"].names}
    for name in source:
        if name not in known:
            raise ValueError(f"{name}: is not known")
    if "reveal" not in source:
        raise ValueError("reveal: is missing")
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
    if source["reveal"] is not None:
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
    for name, of_block in tables.items():
        unknown = sorted(of_block.keys() - tables["blocks"].keys())
        if unknown:
            raise ValueError(f"{name}.parquet: has rows of block {unknown[0]}, which blocks.parquet does not have")
    for block in sorted(tables["blocks"]):
        rows = {name: of_block.get(block, []) for name, of_block in tables.items()}
        _check_rows(block, rows)
        yield _block_file(rows)


def _check_rows(block: int, rows: dict[str, list[dict[str, object]]]) -> None:
    """Checks that the rows of a block make one block file, with every item of its lists once."""
    for name, least in (("blocks", 1), ("params", 1), ("reveals", 0)):
        if not least <= len(rows[name]) <= 1:
            raise ValueError(f"{name}.parquet: has {len(rows[name])} rows of block {block}")
    by_tree: dict[object, list[dict[str, object]]] = {cells["position"]: [] for cells in rows["trees"]}
    for cells in rows["bundles"]:
        if cells["tree"] not in by_tree:
            raise ValueError(f"bundles.parquet: has rows of trees[{cells['tree']}] of block {block}, which trees.parquet does not have")
        by_tree[cells["tree"]].append(cells)
    has_reveal, has_data = bool(rows["reveals"]), any(cells["has_data"] for cells in rows["reveals"])
    for name, has in (("transactions", has_reveal), ("data_digests", has_data)):
        if rows[name] and not has:
            raise ValueError(f"{name}.parquet: has rows of block {block}, whose reveal has none")
    lists = [(name, rows[name]) for name in (*LISTS, "transactions", "data_digests")]
    for name, listed in lists + [("bundles", bundles) for bundles in by_tree.values()]:
        if sorted(int(str(cells["position"])) for cells in listed) != list(range(len(listed))):
            raise ValueError(f"{name}.parquet: the positions in block {block} are not 0 to {len(listed) - 1}, each once")


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
