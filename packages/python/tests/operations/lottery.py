"""params/, randao/, seed/, ticket/, score/, registry/."""

import fernet
from fernet import Candidate, Params, PinnedMix, RandaoRing, Snapshot

from ..cases import Json, maybe, raw

ADDRESS = bytes([0xFE]) * 20


def defaults(**values):
    return Params(chain_id=1, rollup_address=ADDRESS, **values)


def read_params(case: Json):
    read = {"vrf_mode": str, "sequencer_suite": str, "rollup_address": raw}
    return Params(**{name: maybe(read.get(name, int), value) for name, value in case.items()})


def params(case: Json):
    made = read_params(case)
    assert Params.from_bytes(bytes(made)) == made
    return {"warnings": made.warnings()}


def snapshot(case: Json):
    made = defaults(randao_lag=int(case["randao_lag"]))
    l1_block = fernet.mix_block(int(case["opens_at"]), made.randao_lag)
    pinned = PinnedMix(block_number=1, l1_block=l1_block, mix=bytes(32))
    return {"mix_l1_block": pinned.l1_block, "snapshot_l1_block": Snapshot(made, pinned).l1_block}


def mix(case: Json):
    return {"mix": fernet.mix_in(raw(case["mix"]), raw(case["reveal"]))}


def ring(case: Json):
    made = RandaoRing(int(case["capacity"]))
    for step in case["steps"]:
        if "insert" in step:
            made.insert(int(step["insert"]), raw(step["mix"]))
        else:
            made.truncate(int(step["truncate"]))
    assert RandaoRing.from_bytes(int(case["capacity"]), made.to_bytes()).entries == made.entries
    return {"entries": [{"l1_block": l1_block, "mix": mix} for l1_block, mix in made.entries]}


def pin(case: Json):
    made = RandaoRing(int(case["capacity"]))
    for entry in case["entries"]:
        made.insert(int(entry["l1_block"]), raw(entry["mix"]))
    pinned = made.pin(1, int(case["opens_at"]), int(case["randao_lag"]))
    return {"l1_block": pinned.l1_block, "mix": pinned.mix}


def seed(case: Json):
    made = Params(chain_id=int(case["chain_id"]), rollup_address=raw(case["rollup_address"]))
    pinned = PinnedMix(block_number=int(case["block_number"]), l1_block=2, mix=raw(case["mix"]))
    node = int(case["node"])
    sequencers = fernet.sequencer_seed(made, pinned)
    provers = fernet.prover_seed(made, pinned, raw(case["beta"]))
    assert fernet.prover_alpha(provers, "public", node) == fernet.prover_alpha(provers, "per-block", node)
    return {
        "sequencer_seed": sequencers,
        "prover_seed": provers,
        "alpha_sequencer": fernet.sequencer_alpha(sequencers),
        "alpha_node": fernet.prover_alpha(provers, "per-node", node),
        "alpha_block": fernet.prover_alpha(provers, "per-block", node),
    }


def ticket(case: Json):
    beta, node, key, prover_seed = raw(case["beta"]), int(case["node"]), raw(case["key"]), raw(case["prover_seed"])
    modes = {"per_node": "per-node", "per_block": "per-block", "public": "public"}
    tickets = {name: fernet.prover_ticket(mode, prover_seed=prover_seed, node=node, key=key, beta=beta) for name, mode in modes.items()}
    assert int.from_bytes(fernet.public_tickets(prover_seed, [node], key), "big") == tickets["public"]
    return {"sequencer": fernet.sequencer_ticket(beta), **tickets}


def score(case: Json):
    ticket, fee = int(case["ticket"]), int(case["fee"])
    assert Candidate(key=bytes(32), ticket=ticket, fee=fee).score == fernet.score(ticket, fee)
    return {"score": fernet.score(ticket, fee)}


def candidate(case: Json, **more):
    return Candidate(key=raw(case["key"]), ticket=int(case["ticket"]), fee=int(case["fee"]), **more)


def order(case: Json):
    candidates = [candidate(entry, id=raw(entry["id"])) for entry in case["candidates"]]
    best = fernet.best(candidates, k=int(case["k"]))
    assert best == sorted(best)
    return {"best": [candidates.index(entry) for entry in best]}


def inverse(case: Json):
    key, ticket, most = raw(case["key"]), int(case["ticket"]), int(case["max"])
    return {"fee": candidate(case["rival"]).fee_to_beat(key=key, ticket=ticket, max_fee=most)}


def odds(case: Json):
    values = {name: int(value) for name, value in case.items() if name != "kind"}
    if case["kind"] == "against":
        return {"probability": fernet.odds_against(**values)}
    if case["kind"] == "among":
        return {"probability": fernet.odds_among(**values)}
    made = defaults(fee_split_cap=values["cap"], bond_base=1)
    return {"fee_split": fernet.equilibrium_split(made, keys=values["keys"], mev=values["mev"])}


def quorum_odds(case: Json):
    return {"probability": fernet.odds_of_quorum(**{name: int(value) for name, value in case.items()})}


def request(case: Json):
    made = fernet.RegistrationRequest(suite=int(case["suite"]), key=raw(case["key"]), role=case["role"], owner=raw(case["owner"]))
    return fernet.RegistrationRequestMessage(request=made, proof=raw(case["proof"]))


def registration(case: Json):
    made = Params(
        chain_id=int(case["chain_id"]),
        rollup_address=raw(case["rollup_address"]),
        sequencer_suite=case["sequencer_suite"],
    )
    message = request(case)
    message.verify(made)
    return {"alpha": message.request.alpha(made), "registration_id": message.request.id(made)}


def choice(case: Json):
    made = Params(chain_id=int(case["chain_id"]), rollup_address=raw(case["rollup_address"]))
    records = []
    for record in case["records"]:
        message = request(record)
        try:
            message.verify(made)
        except fernet.FernetError:
            records.append(None)
            continue
        records.append(
            fernet.RegistrationRecord(
                request=message.request,
                entry_l1_block=int(record["entry_l1_block"]),
                exit_l1_block=maybe(int, record["exit_l1_block"]),
            )
        )
    chosen = fernet.choose([record for record in records if record is not None])
    return {"index": None if chosen is None else records.index(chosen)}
