"""Reproduces every test vector: `python3 reference/check.py [DIR]`; DIR defaults to the vectors of this repository.

Exit code 1 when a case differs, when a file has no checker here, or when there was nothing to check.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import availability
import message
import opening
import protocol
import settlement
import tree
from block import Block, Json, hexes, maybe_int, plain, read_claim, read_params, read_proposal, read_registration, unhex
from chain import Chain
from check_vrf import FORMS, Outcome
from fernet import PPM, Params, Refused
from protocol import ScoredKey

RESULT = ".result.json"
HashedBlock = tuple[bytes, bytes]  # prover seed and id of the leader's proposal: what every claim signs


def ints(source: Json, *names: str) -> list[int]:
    return [int(source[name]) for name in names]


# --- One function for each kind of file: input -> output, or Refused --------------------------------------------------


def params(i: Json) -> object:
    return {"warnings": read_params(i).warnings()}


def snapshot(i: Json) -> object:
    mix_block = protocol.mix_l1_block(*ints(i, "opens_at", "randao_lag"))
    return {"mix_l1_block": mix_block, "snapshot_l1_block": protocol.snapshot_of(mix_block)}


def reveal(i: Json) -> object:
    options = {name: int(i[name]) for name in ("tx_per_base", "fee_split_cap", "bond_base", "block_reward", "attesters")}
    p = Params(1, b"\xfe" * 20, **options, quorum=options["attesters"], attest_blocks=options["attesters"])
    made = protocol.Proposal(b"", b"", int(i["fee_split"]), unhex(i["tx_order_hash"]), b"", int(i["bond"]))
    data_root = None if i["data_root"] is None else unhex(i["data_root"])
    revealed = protocol.Reveal(unhex(i["salt"]), *ints(i, "fees", "count"), unhex(i["tx_root"]), data_root)
    got = settlement.check_reveal(p, made, revealed)
    return dict(zip(("bases", "pool", "sequencer", "bond_used"), got))


def mix(i: Json) -> object:
    return {"mix": protocol.mix_reveal(*hexes(i, "mix", "reveal"))}


def ring(i: Json) -> object:
    ring = protocol.Ring(int(i["capacity"]))
    for step in i["steps"]:
        if "insert" in step:
            ring.insert(int(step["insert"]), unhex(step["mix"]))
        else:
            ring.truncate(int(step["truncate"]))
    return {"entries": [{"l1_block": number, "mix": mix} for number, mix in ring.entries]}


def pin(i: Json) -> object:
    ring = protocol.Ring(int(i["capacity"]))
    for entry in i["entries"]:
        ring.insert(int(entry["l1_block"]), unhex(entry["mix"]))
    number, pinned = ring.pin(*ints(i, "opens_at", "randao_lag"))
    return {"l1_block": number, "mix": pinned}


def registration(i: Json) -> object:
    request, place_of = read_request(i), (int(i["chain_id"]), unhex(i["rollup_address"]))
    request.check(*place_of, i["sequencer_suite"])
    return {"alpha": request.alpha(*place_of), "registration_id": request.id(*place_of)}


def choice(i: Json) -> object:
    records = [
        protocol.Record(read_request(r), int(r["entry_l1_block"]), maybe_int(r["exit_l1_block"])) for r in i["records"]
    ]
    chosen = protocol.choose(records, int(i["chain_id"]), unhex(i["rollup_address"]))
    return {"index": None if chosen is None else records.index(chosen)}


def read_request(i: Json) -> protocol.Request:
    key, owner, proof = hexes(i, "key", "owner", "proof")
    return protocol.Request(int(i["suite"]), key, i["role"], owner, proof)


def seed(i: Json) -> object:
    chain_id, block, node = ints(i, "chain_id", "block_number", "node")
    rollup, mix, beta = hexes(i, "rollup_address", "mix", "beta")
    sequencer = protocol.sequencer_seed(chain_id, rollup, block, mix)
    prover = protocol.prover_seed(chain_id, rollup, block, mix, beta)
    return {
        "sequencer_seed": sequencer,
        "prover_seed": prover,
        "alpha_sequencer": protocol.alpha_sequencer(sequencer),
        "alpha_node": protocol.alpha_node(prover, node),
        "alpha_block": protocol.alpha_block(prover),
    }


def ticket(i: Json) -> object:
    beta, prover_seed, key = hexes(i, "beta", "prover_seed", "key")
    modes = {
        mode.replace("-", "_"): protocol.ticket_prover(mode, beta, prover_seed, int(i["node"]), key)
        for mode in ("per-node", "per-block", "public")
    }
    return {"sequencer": protocol.ticket_sequencer(beta)} | modes


def score(i: Json) -> object:
    return {"score": protocol.score(*ints(i, "ticket", "fee"))}


def order(i: Json) -> object:
    candidates = [
        ScoredKey(unhex(c["key"]), int(c["ticket"]), int(c["fee"]), unhex(c["id"])) for c in i["candidates"]
    ]
    return {"best": [candidates.index(c) for c in protocol.best(int(i["k"]), candidates)]}


def inverse(i: Json) -> object:
    rival = ScoredKey(unhex(i["rival"]["key"]), *ints(i["rival"], "ticket", "fee"))
    return {"fee": protocol.inverse_bid(int(i["ticket"]), unhex(i["key"]), int(i["max"]), rival)}


def odds(i: Json) -> object:
    match i["kind"]:
        case "against":
            return {"probability": protocol.odds_against(*ints(i, "score", "rivals", "fee"))}
        case "among":
            return {"probability": protocol.odds_among(*ints(i, "keys", "fee", "rival_fee"))}
        case "equilibrium":
            return {"fee_split": protocol.equilibrium(*ints(i, "keys", "mev", "cap"))}
    raise ValueError(i["kind"])


def tx_order(i: Json) -> object:
    root = protocol.tx_root([unhex(tx) for tx in i["transactions"]])
    revealed = protocol.Reveal(unhex(i["salt"]), int(i["fees"]), len(i["transactions"]), root)
    return {"tx_root": root, "tx_order_hash": revealed.tx_order_hash}


def place(i: Json) -> tuple[int, bytes, int]:
    return int(i["chain_id"]), unhex(i["rollup_address"]), int(i["block_number"])


def proposal(i: Json) -> object:
    made = read_proposal(i | {"key": ""})
    return {"commitment": made.commitment(*place(i)), "proposal_id": made.id(*place(i))}


def election(i: Json) -> object:
    valid, refused = [], []
    mix_block, *limits = ints(i, "mix_l1_block", "activation_delay", "fee_split_cap", "bond_base")
    for index, source in enumerate(i["proposals"]):
        made = read_proposal(source)
        try:
            made.check(unhex(i["tip"]), read_registration(source), protocol.snapshot_of(mix_block), *limits)
        except Refused as refusal:
            refused.append({"index": index, "error": str(refusal)})
        else:
            its_ticket = protocol.ticket_sequencer(unhex(source["beta"]))
            valid.append((index, ScoredKey(made.key, its_ticket, made.fee_split, made.id(*place(i)))))
    ranking = protocol.best(8, [candidate for _, candidate in valid])
    return {"ranking": [next(k for k, c in valid if c == candidate) for candidate in ranking], "refused": refused}


def evidence(i: Json) -> object:
    """SPEC #equivocation: the two ids, the smaller first, or None."""
    a, b = i["a"], i["b"]
    if i["kind"] == "proposals":
        rollup = int(i["chain_id"]), unhex(i["rollup_address"])
        ids = [read_proposal(p | {"key": ""}).id(*rollup, int(p["block_number"])) for p in (a, b)]
        found = all(a[name] == b[name] for name in ("block_number", "mix", "parent")) and ids[0] != ids[1]
    else:
        seats = [read_seat(claim, *head(claim)) for claim in (a, b)]
        ids = [seat.claim_id for seat in seats]
        found = all(a[name] == b[name] for name in ("key", "node", "prover_seed", "proposal_id"))
        found = found and tree.claims_contradict(*seats)
    return {"ids": sorted(ids) if found else None}


def phase(i: Json) -> object:
    phases = protocol.Phases(*ints(i, "opens_at", "proposal_blocks", "reveal_blocks", "proving_blocks"))
    seen, effects = [], []
    for event in i["events"]:
        effects.append(phases.apply(int(event["l1_block"]), event["event"]))
        seen.append(phases.phase)
    return {"phases": seen, "effects": effects}


def chain(i: Json) -> object:
    lengths = ints(i, "proposal_blocks", "reveal_blocks", "proving_blocks")
    blocks = Chain(lengths, *ints(i, "block_number", "l1_block"), unhex(i["parent"]))
    happened = []
    for event in i["events"]:
        if event["event"] == "time":
            happened.append(blocks.pass_to(int(event["l1_block"])))
        else:
            leader = event["leader"] and unhex(event["leader"])
            happened.append(blocks.message(*ints(event, "l1_block", "block_number"), event["event"], leader))
    return {"happened": happened}


def bases(i: Json) -> object:
    count = tree.bases_of(*ints(i, "transactions", "tx_per_base"))
    return {"bases": count, "nodes": 2 * count - 1}


def shape(i: Json) -> object:
    count = tree.check_bases(int(i["bases"]))
    parents = [tree.locate(count, node).parent for node in range(2 * count - 1)]
    return {"root": tree.number(0, count), "post_order": list(tree.post_order(0, count)), "parents": parents}


def node(i: Json) -> object:
    at = tree.locate(tree.check_bases(int(i["bases"])), int(i["node"]))
    span = {"kind": "merge" if at.number % 2 else "base", "first_base": at.lo, "end_base": at.hi}
    return span | {"left": at.left, "right": at.right, "parent": at.parent}


def read_seat(source: Json, block: HashedBlock, count: int) -> tree.Seat:
    made = read_claim(source)
    made.check(count)
    return tree.Seat(unhex(source["key"]), int(source["ticket"]), made, made.id(*block))


def read_bundles(source: list[Json], block: HashedBlock, count: int) -> list[tree.Bundle]:
    """SPEC #tree-errors: every claim is checked before the first bundle."""
    return [
        tree.Bundle(int(bundle["node"]), tuple(read_seat(seat, block, count) for seat in bundle["seats"]))
        for bundle in source
    ]


def head(i: Json) -> tuple[HashedBlock, int]:
    return (unhex(i["prover_seed"]), unhex(i["proposal_id"])), tree.check_bases(int(i["bases"]))


def claim(i: Json) -> object:
    seat = read_seat(i["seat"], *head(i))
    return {"claim_id": seat.claim_id, "score": seat.score, "seat_id": seat.id}


def proof_tree(i: Json) -> object:
    block, count = head(i)
    bundles = read_bundles(i["bundles"], block, count)
    accumulators = [asdict(a) for a in tree.verify_tree(count, int(i["proofs_per_node"]), bundles)]
    root = {name: accumulators[-1][name] for name in ("total", "filled", "kept_base", "kept_merge", "commitment")}
    return root | {"accumulators": accumulators}


def below(i: Json) -> tuple[tree.Accumulator, ...]:
    """The child bundles that are given: positions in the bundles of bases."""
    sums = [tree.accumulate(bundle, ()) for bundle in read_bundles(i["below"], *head(i))]
    return () if i["children"] is None else tuple(sums[int(i["children"][side])] for side in ("left", "right"))


def accumulate(i: Json) -> object:
    block, count = head(i)
    (bundle,) = read_bundles([i["bundle"]], block, count)
    bundle.check(count, int(i["proofs_per_node"]))
    tree.check_children(count, bundle.seats[0].claim, below(i))
    got = tree.accumulate(bundle, below(i))
    return {name: value for name, value in asdict(got).items() if name != "node"}


def insert(i: Json) -> object:
    block, count = head(i)
    made = read_seat(i["seat"], block, count).claim
    tree.check_insert(count, int(i["node"]), unhex(i["statement"]), made, below(i))
    return {}


def best_bundle(i: Json) -> object:
    block, count = head(i)
    seats = [read_seat(seat, block, count) for seat in i["seats"]]
    children = {}
    for bundle in read_bundles(i["bundles"], block, count):
        bundle.check(count, int(i["proofs_per_node"]))
        child = tree.accumulate(bundle, ())
        children[child.commitment] = child
    best, got = tree.best_bundle(count, *ints(i, "proofs_per_node", "node"), seats, children)
    return {"seats": [seats.index(seat) for seat in best], "total": got.total, "filled": got.filled}


def competition(i: Json) -> object:
    block, count = head(i)
    roots = [
        tree.verify_tree(count, int(i["proofs_per_node"]), read_bundles(bundles, block, count))[-1]
        for bundles in i["trees"]
    ]
    return {"totals": [root.total for root in roots], "winner": tree.winner(roots)}


SETTLE_OPTIONS = "block_reward", "proofs_per_node", "root_seats", "base_share", "rebate_cap", "rebate_gas", "bond_base"


def settle_inputs(i: Json) -> tuple[list[int], tuple[int, int] | None, Json]:
    rebate = None if i["rebate"] is None else (int(i["rebate"]["base_fee"]), int(i["rebate"]["rate"]))
    return ints(i, "fees", "fee_split", "bond", "bases"), rebate, {n: maybe_int(i[n]) for n in SETTLE_OPTIONS}


def settle(i: Json) -> object:
    numbers, rebate, options = settle_inputs(i)
    seats = [(int(seat["node"]), int(seat["fee_burn"])) for seat in i["seats"]]
    done, pays = settlement.settle(*numbers, seats, rebate, **options)
    return asdict(done) | {"pays": pays}


def settle_sums(i: Json) -> object:
    numbers, rebate, options = settle_inputs(i)
    done = settlement.settle_sums(*numbers, *ints(i, "kept_base", "kept_merge"), rebate, **options)
    return asdict(done) | {"unclaimed": settlement.unclaimed(done.reserved, int(i["claimed"]))}


def tree_data(i: Json) -> object:
    block, count = head(i)
    bundles = read_bundles(i["bundles"], block, count)
    sums = tree.verify_tree(count, int(i["proofs_per_node"]), bundles)
    nodes = [opening.node_data(bundle, accumulator) for bundle, accumulator in zip(bundles, sums)]
    return {"nodes": nodes, "tree_data_hash": opening.tree_data_hash(nodes)}


def open_seat(i: Json) -> object:
    (block, count), made = head(i), read_claim(i["seat"])
    key, score = unhex(i["seat"]["key"]), int(i["seat"]["ticket"]) * (PPM + made.fee_burn)
    nodes = [unhex(node) for node in i["nodes"]]
    return dict(zip(("opening", "root"), opening.open_seat(count, *block, key, made, score, nodes)))


def verify_opening(i: Json) -> object:
    block, count = head(i)
    key, made, score, bit = opening.verify(count, *block, *hexes(i, "root", "opening"))
    seat = {"key": key, "node": made.node, "fee_burn": made.fee_burn, "payout": made.payout}
    return seat | {"score": score, "claimed_bit": bit}


def slash(i: Json) -> object:
    amounts = {name: int(i[name]) for name in ("bond_base", "reveal_slash_amount", "proof_slash_amount")}
    p = Params(1, b"\xfe" * 20, fee_split_cap=2**32 - 1, **amounts)
    got = settlement.slash(p, i["reason"], *ints(i, "fee_split", "stake", "bond"))
    return dict(zip(("slashed", "forfeit", "bond_returned"), got))


def mev(i: Json) -> object:
    samples = [int(sample) for sample in i["samples"]]
    references = settlement.mev_references(*ints(i, "smoothing", "low", "high", "start"), samples)
    last = references[-1] if references else int(i["start"])
    return {"references": references, "fee_split": settlement.mev_bid(last, *ints(i, "fees_share", "mev_share", "cap"))}


def mev_sources(i: Json) -> object:
    sources = [unhex(source) for source in i["sources"]]
    ratios = [settlement.mev_ratio(*ints(report, "mev", "fees")) for report in i["reports"]]
    listed = zip(i["reports"], ratios, strict=True)
    reports = [(unhex(report["source"]), int(report["l1_block"]), ratio) for report, ratio in listed]
    ratio = settlement.mev_median(sources, *ints(i, "quorum", "max_age", "now"), reports)
    return {"ratios": ratios, "ratio": ratio}


def data(i: Json) -> object:
    digests = [unhex(digest) for digest in i["digests"]]
    availability.check_data(protocol.Reveal(b"", 0, int(i["count"]), b"", unhex(i["data_root"])), digests)
    return {"data_root": availability.data_root(digests)}


def attestation(i: Json) -> object:
    seed, proposal_id, revealed, root, beta = hexes(
        i, "prover_seed", "proposal_id", "revealed_root", "data_root", "beta"
    )
    block = availability.Availability(int(i["attesters"]), 1, int(i["provers"]), seed, proposal_id, revealed)
    block.check_key(protocol.Registration(i["role"], int(i["entry_l1_block"]), None), 998, 64, root)
    block.check_ticket(beta)
    return {
        "alpha": block.alpha,
        "attestation_id": block.attestation_id(root),
        "ticket": availability.ticket(beta),
    }


def certificate(i: Json) -> object:
    seed, proposal_id, revealed, root = hexes(i, "prover_seed", "proposal_id", "revealed_root", "data_root")
    block = availability.Availability(*ints(i, "attesters", "quorum", "provers"), seed, proposal_id, revealed)
    certificate_id = block.certificate_id(root, [unhex(key) for key in i["keys"]])
    return {"needed": block.needed, "certificate_id": certificate_id}


def quorum_odds(i: Json) -> object:
    return {"probability": availability.quorum_odds(*ints(i, "attesters", "provers", "keys", "needed"))}


def decode_message(i: Json) -> object:
    data = unhex(i["bytes"])
    kind, body = message.decode(data)
    if message.encode(kind, body) != data:
        raise ValueError("the message is not the encoding of its fields")
    return {"kind": message.KINDS[kind][0], "body": body}


def truncated_message(i: Json) -> object:
    data = unhex(i["bytes"])
    fields: list[dict[str, object]] = []
    for length in range(len(data)):
        try:
            message.decode(data[:length])
        except message.RefusedMessage as refused:
            if str(refused) != "MessageError::Truncated":
                raise
            if not fields or fields[-1]["offset"] != refused.place["offset"]:
                fields.append(refused.place | {"width": 0})
            fields[-1]["width"] += 1
        else:
            raise ValueError(f"{length} bytes are a message")
    return {"fields": fields}


RULES: dict[str, Callable[[Json], object]] = {
    "params/params": params,
    "election/snapshot": snapshot,
    "settlement/reveal": reveal,
    "bundle/accumulate": accumulate,
    "bundle/insert": insert,
    "election/chain": chain,
    "randao/mix": mix,
    "randao/ring": ring,
    "randao/pin": pin,
    "registry/registration": registration,
    "registry/choice": choice,
    "seed/seed": seed,
    "ticket/ticket": ticket,
    "score/score": score,
    "score/order": order,
    "score/inverse": inverse,
    "score/odds": odds,
    "election/tx_order": tx_order,
    "election/proposal": proposal,
    "election/election": election,
    "election/evidence": evidence,
    "election/phase": phase,
    "shape/bases": bases,
    "shape/shape": shape,
    "shape/node": node,
    "bundle/claim": claim,
    "bundle/tree": proof_tree,
    "bundle/best": best_bundle,
    "bundle/competition": competition,
    "opening/tree_data": tree_data,
    "opening/open": open_seat,
    "opening/verify": verify_opening,
    "settlement/settle": settle,
    "settlement/sums": settle_sums,
    "settlement/slash": slash,
    "settlement/mev": mev,
    "settlement/mev_sources": mev_sources,
    "availability/data": data,
    "availability/attestation": attestation,
    "availability/certificate": certificate,
    "availability/odds": quorum_odds,
    "message/attestation": decode_message,
    "message/form": decode_message,
    "message/parameters": decode_message,
    "message/registry": decode_message,
    "message/l1": decode_message,
    "message/proposal": decode_message,
    "message/reveal": decode_message,
    "message/claim": decode_message,
    "message/tree": decode_message,
    "message/evidence": decode_message,
    "message/truncated": truncated_message,
}


# --- One function for each form of file: cases -> outcomes ----------------------------------------------------------


def check_rule(rule: Callable[[Json], object], cases: list[Json]) -> Iterator[Outcome]:
    """The common form of vectors/README.md."""
    for case in cases:
        expected = {name: case[name] for name in ("output", "error", "field", "offset") if name in case}
        try:
            got = {"output": plain(rule(case["input"]))}
        except Refused as refused:
            got = {"error": str(refused)} | plain(getattr(refused, "place", {}))
        yield case["id"], expected, got


def check_block(path: Path, source: Json) -> Iterator[Outcome]:
    """A recorded block against its result."""
    expected = json.loads(path.with_suffix(RESULT).read_text(encoding="utf-8"))
    got = Block(source).result()
    for name in expected.keys() | got.keys():
        if expected.get(name) != got.get(name):
            yield f"{path.stem}: {name}", expected.get(name), got.get(name)
            return
    yield path.stem, expected, got


def outcomes(path: Path) -> Iterator[Outcome]:
    """The outcomes of the cases of one file."""
    folder, cases = path.parent.name, json.loads(path.read_text(encoding="utf-8"))
    if folder == "block" and path.name.endswith(RESULT):
        yield path.name, True, path.with_name(path.name.removesuffix(RESULT) + ".json").exists()
    elif folder == "block":
        yield from check_block(path, cases)
    elif form := FORMS.get(f"{folder}/{path.stem}"):
        yield from form(cases)
    elif rule := RULES.get(f"{folder}/{path.stem}"):
        yield from check_rule(rule, cases)
    else:
        yield path.name, "a checker", "no checker for this file"


def main(root: Path) -> int:
    passed = failed = 0
    for path in sorted(path for path in root.rglob("*") if path.is_file() and path.name != "README.md"):
        name, wrong, count = path.relative_to(root), [], 0
        try:
            for case_id, expected, got in outcomes(path):
                count += 1
                if expected != got:
                    wrong.append((case_id, expected, got))
        except Exception as error:  # a checker that breaks is a difference like any other
            count += 1
            wrong.append((f"case {count}", "no exception", repr(error)))
        if count == 0:
            count, wrong = 1, [("-", "at least one case", "none")]
        print(f"{name}: {count} cases" + (f", {len(wrong)} FAILED" if wrong else ""))
        for case_id, expected, got in wrong:
            print(f"  {name} {case_id}\n    expected {expected}\n    got      {got}")
        passed, failed = passed + count - len(wrong), failed + len(wrong)
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "vectors"))
