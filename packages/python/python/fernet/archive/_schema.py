"""The tables of an archive: one for each kind of item.

The columns have the names that the block file and the result have for the fields. `block` is the position of the recorded block in
the archive, from 0; `position` is that of the item in its list.
"""

# pyarrow is partly untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from typing import Final

import pyarrow as pa

WEI: Final = pa.decimal128(38, 0)
HASH: Final = pa.binary(32)
ADDRESS: Final = pa.binary(20)
TICKET: Final = pa.binary(16)
SCORE: Final = pa.binary(32)
PROOF: Final = pa.binary()
U8, U16, U32, U64 = pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()
TEXT: Final = pa.string()
POSITIONS: Final = pa.list_(U64)


def _schema(required: dict[str, pa.DataType], optional: dict[str, pa.DataType] | None = None) -> pa.Schema:
    fields = [pa.field(name, of, nullable=False) for name, of in required.items()]
    return pa.schema(fields + [pa.field(name, of) for name, of in (optional or {}).items()])


_ITEM = {"block": U32, "position": U32}

#: What a block file contains. `ticket` and `score` are added: those that the proof states, which is not verified; null if the
#: proof is malformed, and for claims in the VRF mode public if no result is given.
RECORDED: Final[dict[str, pa.Schema]] = {
    "blocks": _schema({"block": U32, "block_number": U64, "parent": HASH, "l1_block": U64, "l1_block_end": U64, "stake": WEI}),
    "params": _schema(
        {
            "block": U32,
            "chain_id": U64,
            "rollup_address": ADDRESS,
            "proofs_per_node": U8,
            "fee_split_cap": U32,
            "tx_per_base": U8,
            "vrf_mode": TEXT,
            "randao_lag": U32,
            "activation_delay": U32,
            "proposal_blocks": U32,
            "reveal_blocks": U32,
            "proving_blocks": U32,
            "bond_base": WEI,
            "reveal_slash_amount": WEI,
            "proof_slash_amount": WEI,
            "block_reward": WEI,
            "rebate_cap": WEI,
            "rebate_gas": U32,
            "claim_blocks": U32,
            "attesters": U16,
            "quorum": U16,
            "attest_blocks": U32,
            "sequencer_suite": TEXT,
        },
        {"root_seats": U8, "base_share": U32},
    ),
    "randao": _schema({**_ITEM, "l1_block": U64, "mix": HASH}),
    "registry": _schema(
        {**_ITEM, "key": HASH, "role": TEXT, "entry_l1_block": U64},
        {"exit_l1_block": U64, "owner": ADDRESS, "proof": PROOF},
    ),
    "proposals": _schema(
        {
            **_ITEM,
            "l1_block": U64,
            "key": HASH,
            "parent": HASH,
            "fee_split": U32,
            "tx_order_hash": HASH,
            "payout": ADDRESS,
            "bond": WEI,
            "proof": PROOF,
        },
        {"ticket": TICKET, "score": SCORE},
    ),
    "reveals": _schema({"block": U32, "l1_block": U64, "salt": HASH, "fees": WEI, "has_data": pa.bool_()}),
    "transactions": _schema({**_ITEM, "tx_hash": HASH}),
    "data_digests": _schema({**_ITEM, "data_digest": HASH}),
    "claims": _schema(
        {
            **_ITEM,
            "key": HASH,
            "node": U64,
            "statement": HASH,
            "proof_digest": HASH,
            "left": HASH,
            "right": HASH,
            "fee_burn": U32,
            "payout": ADDRESS,
            "rebate_payee": ADDRESS,
            "proof": PROOF,
        },
        {"ticket": TICKET, "score": SCORE},
    ),
    "attestations": _schema({**_ITEM, "key": HASH, "data_root": HASH, "proof": PROOF}),
    "certificates": _schema({**_ITEM, "data_root": HASH, "attestations": POSITIONS}),
    "trees": _schema({**_ITEM, "l1_block": U64, "base_fee": U64, "rate": WEI}),
    "bundles": _schema({"block": U32, "tree": U32, "position": U32, "node": U64, "claims": POSITIONS}),
}

#: What a result contains.
RESULTS: Final[dict[str, pa.Schema]] = {
    "results": _schema(
        {"block": U32, "outcome": TEXT, "sequencer_seed": HASH},
        {
            "reason": TEXT,
            "leader": HASH,
            "leader_item": TEXT,
            "proposal_id": HASH,
            "ticket": TICKET,
            "score": SCORE,
            "fee_split": U32,
            "prover_seed": HASH,
            "bases": U64,
            "nodes": U64,
            "winner": TEXT,
            "slashed": WEI,
            "forfeit": WEI,
        },
    ),
    "settlements": _schema(
        {
            "block": U32,
            "fees": WEI,
            "pool": WEI,
            "sequencer": WEI,
            "sequencer_payout": ADDRESS,
            "bond_used": WEI,
            "reserved": WEI,
            "burned": WEI,
            "rebate": WEI,
            "rebate_payee": ADDRESS,
        }
    ),
    "pays": _schema(
        {
            **_ITEM,
            "node": U64,
            "item": TEXT,
            "key": HASH,
            "payout": ADDRESS,
            "fee_burn": U32,
            "amount": WEI,
        }
    ),
    "sums": _schema(
        {
            **_ITEM,
            "item": TEXT,
            "total": SCORE,
            "filled": U64,
            "kept_base": U64,
            "kept_merge": U64,
            "commitment": HASH,
        }
    ),
    "refused": _schema({**_ITEM, "item": TEXT, "error": TEXT}),
}

#: The messages of an archive of messages.
MESSAGES: Final = _schema(
    {"position": U64, "kind": TEXT, "message": PROOF},
    {"l1_block": U64, "base_fee": U64, "rate": WEI, "block_number": U64, "key": HASH},
)

#: All tables, by name.
SCHEMAS: Final[dict[str, pa.Schema]] = {**RECORDED, **RESULTS, "messages": MESSAGES}
