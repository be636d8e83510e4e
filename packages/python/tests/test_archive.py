"""Recorded blocks as Parquet: back to the same JSON, and read by DuckDB, Polars and pyarrow to the wei."""

import copy
import json

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fernet import archive

from .cases import ROOT, VECTORS

NAMES = sorted(path.stem for path in (VECTORS / "block").glob("*.json") if "." not in path.stem)
BLOCKS = [json.loads((VECTORS / f"block/{name}.json").read_text()) for name in NAMES]
RESULTS = [json.loads((VECTORS / f"block/{name}.result.json").read_text()) for name in NAMES]
SETTLED = [result["settlement"] for result in RESULTS if result["settlement"]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("archive")
    archive.write(path, BLOCKS, RESULTS)
    return path


def test_blocks_come_back_as_they_were(folder):
    assert list(archive.read(folder)) == BLOCKS


def test_without_results(tmp_path):
    archive.write(tmp_path, BLOCKS)
    assert list(archive.read(tmp_path)) == BLOCKS
    assert pq.read_table(tmp_path / "pays.parquet").num_rows == 0


#: Every wei that the results name: the columns and their sums, computed from the JSON.
EXPECTED = {
    ("pays", "amount"): sum(int(pay["amount"]) for settlement in SETTLED for pay in settlement["pays"]),
    ("reveals", "fees"): sum(int(block["reveal"]["fees"]) for block in BLOCKS if block["reveal"]),
    ("proposals", "bond"): sum(int(proposal["bond"]) for block in BLOCKS for proposal in block["proposals"]),
    ("blocks", "stake"): sum(int(block["stake"]) for block in BLOCKS),
    ("results", "slashed"): sum(int(result["slashed"] or 0) for result in RESULTS),
    ("results", "forfeit"): sum(int(result["forfeit"] or 0) for result in RESULTS),
    **{
        ("settlements", name): sum(int(settlement[name]) for settlement in SETTLED)
        for name in ("fees", "pool", "sequencer", "bond_used", "reserved", "burned", "rebate")
    },
}


def test_the_sums_are_no_floats():
    assert EXPECTED["pays", "amount"] > 2**63 and float(EXPECTED["pays", "amount"]) != EXPECTED["pays", "amount"]


@pytest.mark.parametrize(("table", "column"), list(EXPECTED))
def test_every_reader_finds_every_wei(folder, table, column):
    file, expected = str(folder / f"{table}.parquet"), EXPECTED[table, column]
    [(found,)] = duckdb.sql(f"select sum({column}) from read_parquet('{file}')").fetchall()
    assert int(found) == expected
    assert int(pl.read_parquet(file)[column].sum()) == expected
    assert sum(int(cell) for cell in pq.read_table(file)[column].to_pylist() if cell is not None) == expected


def test_the_identity_of_settlement_in_sql(folder):
    broken = duckdb.sql(
        f"""select count(*) from read_parquet('{folder}/settlements.parquet')
        where fees + bond_used <> sequencer + reserved + burned + rebate"""
    ).fetchall()
    pays = duckdb.sql(
        f"""select count(*), bool_and(paid <= reserved and reserved < paid + seats)
        from read_parquet('{folder}/settlements.parquet')
        join (select block, sum(amount) paid, count(*) seats from read_parquet('{folder}/pays.parquet') group by block)
        using (block)"""
    ).fetchall()
    assert broken == [(0,)] and pays == [(len(SETTLED), True)]


def number(value):
    return int.from_bytes(value, "big")


@pytest.mark.parametrize("table", ["claims", "proposals"])
def test_the_order_of_bytes_is_that_of_numbers(folder, table):
    file = str(folder / f"{table}.parquet")
    for column in ("ticket", "score"):
        query = f"select {column} from read_parquet('{file}') where {column} is not null order by {column}"
        from_duckdb = [number(bytes(cell)) for (cell,) in duckdb.sql(query).fetchall()]
        from_polars = [number(cell) for cell in pl.read_parquet(file)[column].drop_nulls().sort()]
        assert len(from_duckdb) > 30 and from_duckdb == sorted(from_duckdb) == from_polars


def test_tickets_and_scores_are_those_of_the_results(folder):
    proposals = pl.read_parquet(folder / "proposals.parquet")
    results = pl.read_parquet(folder / "results.parquet")
    assert results.height == len(RESULTS)
    for row, result in zip(results.sort("block").iter_rows(named=True), RESULTS, strict=True):
        leader = result["leader"]
        assert (row["ticket"] and number(row["ticket"])) == (leader and int(leader["ticket"]))
        if leader is not None:
            of_block = proposals.filter((pl.col("block") == row["block"]) & (pl.col("key") == row["leader"]))
            found = {(number(one["ticket"]), number(one["score"])) for one in of_block.iter_rows(named=True)}
            assert (int(leader["ticket"]), int(leader["score"])) in found


def test_totals_of_the_seats_are_those_of_the_trees(folder):
    """The scores of the seats of each tree that counted sum up to its total."""
    scores = {
        (row["block"], row["position"]): number(row["score"])
        for row in pl.read_parquet(folder / "claims.parquet").iter_rows(named=True)
        if row["score"] is not None
    }
    bundles = pl.read_parquet(folder / "bundles.parquet")
    trees = 0
    for row in pl.read_parquet(folder / "sums.parquet").iter_rows(named=True):
        tree = int(row["item"].removeprefix("trees[").removesuffix("]"))
        of_tree = bundles.filter((pl.col("block") == row["block"]) & (pl.col("tree") == tree))
        seats = [claim for claims in of_tree["claims"] for claim in claims]
        assert sum(scores[row["block"], claim] for claim in seats) == number(row["total"])
        trees += 1
    assert trees > 10


def paths(value, path=()):
    """The path of every text in a JSON value."""
    if isinstance(value, str):
        yield path
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(inner, (*path, name))


def change(value, path, to):
    changed = copy.deepcopy(value)
    inner = changed
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = to
    return changed


def written(path):
    text = ""
    for name in path:
        text += f"[{name}]" if isinstance(name, int) else f".{name}" if text else name
    return text


def test_every_field_of_the_wrong_form_is_named(tmp_path):
    block = BLOCKS[NAMES.index("certificate")]
    firsts = {}  # one path of each form
    for path in paths(block):
        firsts.setdefault(tuple(name if isinstance(name, str) else 0 for name in path), path)
    assert len(firsts) > 60
    with archive.Writer(tmp_path) as writer:
        for path in firsts.values():
            for wrong in (1, 1.5, True, [], {}, "-1", "1e3", "0x1", "F" * 64, str(2**300), "01"):
                if isinstance(wrong, str) and path[-1] in ("role", "vrf_mode", "sequencer_suite"):
                    continue
                if wrong == "01" and path[-1] == "proof":
                    continue  # one byte: a proof of the wrong length is recorded as it is
                with pytest.raises(ValueError) as caught:
                    writer.add(change(block, path, wrong))
                assert written(path) in str(caught.value), (path, wrong, str(caught.value))
        writer.add(block)
    assert list(archive.read(tmp_path)) == [block]


def test_what_is_missing_or_not_known_is_refused(tmp_path):
    block = BLOCKS[0]
    with archive.Writer(tmp_path) as writer:
        for name in block:
            with pytest.raises(ValueError, match=name):
                writer.add({key: value for key, value in block.items() if key != name})
        for path in ((), ("params",), ("claims", 0), ("trees", 0), ("trees", 0, "bundles", 0), ("reveal",)):
            with pytest.raises(ValueError, match="surplus: is not known"):
                writer.add(change(block, (*path, "surplus"), "1"))
    assert list(archive.read(tmp_path)) == []


def test_an_archive_is_not_overwritten(folder):
    with pytest.raises(FileExistsError):
        archive.write(folder, BLOCKS)
    with pytest.raises(ValueError, match="zip"):
        archive.write(folder / "other", BLOCKS, RESULTS[:1])


def test_archives_of_messages(tmp_path):
    data = (ROOT / "examples/block.archive").read_bytes()
    file = tmp_path / "messages.parquet"
    archive.write_messages(file, data)
    assert archive.read_messages(file) == data
    kinds = dict(duckdb.sql(f"select kind, count(*) from read_parquet('{file}') group by kind").fetchall())
    assert kinds["parameters"] == 1 and kinds["claim"] > 0 and kinds["l1-event"] > 0
    for cut in (data[:-1], data + b"\0", data + b"\0\0\0\1"):
        with pytest.raises(ValueError, match="is cut"):
            archive.write_messages(tmp_path / "cut.parquet", cut)
    with pytest.raises(ValueError, match=r"UnknownKind|Version"):
        archive.write_messages(tmp_path / "other.parquet", data + b"\0\0\0\2\1\xff")
    kept = file.read_bytes()
    with pytest.raises(FileExistsError):
        archive.write_messages(file, data)
    assert file.read_bytes() == kept


def test_a_result_is_of_its_block(tmp_path):
    """Every result beside every other block, and every field of an item that is also in the block."""
    index = NAMES.index("certificate")
    block, result = BLOCKS[index], RESULTS[index]
    with archive.Writer(tmp_path / "one") as writer:
        for at, other in enumerate(RESULTS):
            if at != index:
                with pytest.raises(ValueError, match=r"^block 0: result\."):
                    writer.add(block, other)
        for path, to in (
            (("block_number",), "2"),
            (("randao",), {"l1_block": "1", "mix": "00" * 32}),
            (("randao", "junk"), "1"),
            (("leader", "item"), "proposals[99]"),
            (("leader", "key"), "00" * 32),
            (("leader", "ticket"), "1"),
            (("leader", "score"), "1"),
            (("leader", "fee_split"), "1"),
            (("leader", "surplus"), "1"),
            (("runner_up", "key"), "00" * 32),
            (("runner_up", "surplus"), "1"),
            (("runner_up",), "junk"),
            (("availability",), "junk"),
            (("availability", "surplus"), "1"),
            (("availability", "certificate", "item"), "certificates[99]"),
            (("equivocations",), {}),
            (("equivocations", 0, "key"), "00" * 32),
            (("equivocations", 0, "items", 0), "attestations[99]"),
            (("equivocations", 0, "surplus"), "1"),
            (("refused", 0, "item"), "attestations[99]"),
            (("refused", 0, "item"), "attestations[" + "9" * 5000 + "]"),
            (("refused", 0, "detail"), 1),
            (("trees", 0, "item"), "trees[99]"),
            (("trees", 0, "item"), "claims[0]"),
            (("winner",), "trees[99]"),
            (("details",), "junk"),
            (("timings",), "junk"),
            (("timings",), [{"step": "parse"}]),
            (("example",), "junk"),
            (("settlement", "pays", 0, "item"), "claims[9999]"),
            (("settlement", "pays", 0, "node"), "77"),
            (("settlement", "pays", 0, "key"), "00" * 32),
            (("settlement", "pays", 0, "payout"), "00" * 20),
            (("settlement", "pays", 0, "fee_burn"), "7"),
            (("settlement", "surplus"), "1"),
        ):
            with pytest.raises(ValueError) as caught:
                writer.add(block, change(result, path, to))
            top = written(path[:1])
            assert str(caught.value).startswith(f"block 0: result.{top}"), (path, str(caught.value))
        for name in result:
            if name not in ("availability", "reason", "prover_seed", "bases", "nodes", "winner", "slashed", "forfeit"):
                with pytest.raises(ValueError, match=f"result.{name}: is missing"):
                    writer.add(block, {key: value for key, value in result.items() if key != name})
        writer.add(block, result | {"details": {}, "timings": [{"step": "parse", "microseconds": "1"}], "example": True})
    assert list(archive.read(tmp_path / "one")) == [block]
    with pytest.raises(ValueError, match=r"^block 0: result\."):
        archive.write(tmp_path / "other", BLOCKS, RESULTS[::-1])
    assert not (tmp_path / "other").exists()


def test_an_exception_leaves_no_archive(tmp_path):
    bad = change(BLOCKS[1], ("stake",), 1)
    with pytest.raises(ValueError, match=r"^block 1: block\.stake: "):
        archive.write(tmp_path / "new", [BLOCKS[0], bad])
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "there").mkdir()
    (tmp_path / "there/notes").write_text("")
    with pytest.raises(KeyboardInterrupt), archive.Writer(tmp_path / "there") as writer:
        writer.add(BLOCKS[0])
        raise KeyboardInterrupt
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["notes"]
    archive.write(tmp_path / "there", BLOCKS[:1])
    assert list(archive.read(tmp_path / "there")) == BLOCKS[:1]
    assert not list((tmp_path / "there").glob(".*"))


def test_a_closed_writer(tmp_path):
    writer = archive.Writer(tmp_path)
    writer.add(BLOCKS[0])
    assert not list(tmp_path.glob("*.parquet"))
    writer.close()
    writer.close()
    writer.discard()
    with pytest.raises(ValueError, match="was closed"):
        writer.add(BLOCKS[0])
    assert list(archive.read(tmp_path)) == BLOCKS[:1]


def test_of_two_writers_the_second_is_refused(tmp_path):
    first, second = archive.Writer(tmp_path), archive.Writer(tmp_path)
    first.add(BLOCKS[0])
    first.close()
    with pytest.raises(FileExistsError):
        second.close()
    assert list(archive.read(tmp_path)) == BLOCKS[:1]


def test_rows_that_make_no_block_file_are_refused(tmp_path):
    archive.write(tmp_path, [BLOCKS[NAMES.index("certificate")]])

    def refused(name, changed):
        file = tmp_path / f"{name}.parquet"
        kept = pq.read_table(file)
        pq.write_table(changed(kept), file)
        with pytest.raises(ValueError, match=rf"^{name}\.parquet: "):
            list(archive.read(tmp_path))
        pq.write_table(kept, file)

    def of_another(column):
        def changed(table):
            index = table.schema.get_field_index(column)
            return table.set_column(index, table.schema.field(column), pa.array([9] * len(table), table.schema.field(column).type))

        return changed

    for name in ("params", "claims", "reveals", "transactions", "bundles"):
        refused(name, of_another("block"))
    for name in ("claims", "trees", "transactions", "data_digests", "bundles"):
        refused(name, lambda table: pa.concat_tables([table, table]))
    for name in ("blocks", "params", "reveals"):
        refused(name, lambda table: pa.concat_tables([table, table]))
    for name in ("claims", "transactions"):
        refused(name, lambda table: table.slice(1))
    refused("params", lambda table: table.slice(0, 0))
    refused("bundles", of_another("tree"))
    assert list(archive.read(tmp_path)) == [BLOCKS[NAMES.index("certificate")]]
