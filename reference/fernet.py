"""Notation, domain tags and parameters of Fernet: SPEC sections 1 to 3."""

from dataclasses import dataclass

from keccak import keccak

PPM = 1_000_000
TICKET_MAX = 2**128 - 1
AMOUNT_END = 2**96
ZERO32 = bytes(32)
ZERO20 = bytes(20)
SUITES = {"edwards25519": 4, "p256": 2}  # SPEC #parameters: suite bytes


class Refused(Exception):
    """SPEC #errors: the operation refuses and changes nothing. The text is the name with its enum, "BidError::FeeBurnAbovePpm"."""


def refuse_if(condition: bool, name: str) -> None:
    if condition:
        raise Refused(name)


def u8(x: int) -> bytes:
    """SPEC #notation, as are the six below."""
    return x.to_bytes(1, "big")


def u16(x: int) -> bytes:
    return x.to_bytes(2, "big")


def u32(x: int) -> bytes:
    return x.to_bytes(4, "big")


def u64(x: int) -> bytes:
    return x.to_bytes(8, "big")


def u128(x: int) -> bytes:
    return x.to_bytes(16, "big")


def u256(x: int) -> bytes:
    return x.to_bytes(32, "big")


def first16(x: bytes) -> int:
    return int.from_bytes(x[:16], "big")


def H(tag: str, *fields: bytes) -> bytes:
    """SPEC #notation and #tags: keccak of the padded tag and the fields."""
    return keccak(f"fernet/1/{tag}".encode("ascii").ljust(32, b"\0") + b"".join(fields))


def minimum_bond(bond_base: int, fee_split: int) -> int:
    """SPEC #minimum-bond: a quotient that is rounded up."""
    return (bond_base * max(0, fee_split - PPM) + PPM - 1) // PPM


@dataclass(frozen=True)
class Params:
    """SPEC #parameters; a set with a value outside its range is refused whole."""

    chain_id: int
    rollup_address: bytes
    proofs_per_node: int = 3
    root_seats: int | None = None
    fee_split_cap: int = PPM
    tx_per_base: int = 2
    vrf_mode: str = "per-node"
    randao_lag: int = 64
    activation_delay: int = 64
    proposal_blocks: int = 3
    reveal_blocks: int = 5
    proving_blocks: int = 50
    bond_base: int = 0
    reveal_slash_amount: int = 0
    proof_slash_amount: int = 0
    block_reward: int = 0
    rebate_cap: int = 0
    rebate_gas: int = 0
    claim_blocks: int = 50400
    base_share: int | None = None
    attesters: int = 0
    quorum: int = 0
    attest_blocks: int = 0
    sequencer_suite: str = "edwards25519"

    def __post_init__(self) -> None:
        refuse_if(self.tx_per_base not in (1, 2), "ParamsError::TxPerBase")
        refuse_if(self.vrf_mode not in ("per-node", "per-block", "public"), "ParamsError::VrfMode")
        refuse_if(self.sequencer_suite not in SUITES, "ParamsError::SequencerSuite")
        refuse_if(self.chain_id < 1, "ParamsError::ChainIdZero")
        refuse_if(self.rollup_address == ZERO20, "ParamsError::RollupAddressZero")
        refuse_if(not 1 <= self.proofs_per_node <= 3, "ParamsError::ProofsPerNode")
        if self.root_seats is None:
            object.__setattr__(self, "root_seats", self.proofs_per_node)
        refuse_if(not 1 <= self.root_seats <= self.proofs_per_node, "ParamsError::RootSeats")
        refuse_if(self.randao_lag < 2, "ParamsError::RandaoLag")
        refuse_if(min(self.proposal_blocks, self.reveal_blocks, self.proving_blocks) < 1, "ParamsError::PhaseLengthZero")
        refuse_if(self.claim_blocks < 1, "ParamsError::ClaimBlocksZero")
        least = minimum_bond(self.bond_base, self.fee_split_cap)
        refuse_if(max(self.bond_base, least) >= AMOUNT_END, "ParamsError::BondBaseTooLarge")
        refuse_if(self.fee_split_cap > PPM and self.bond_base == 0, "ParamsError::BondBaseMissing")
        refuse_if(self.reveal_slash_amount >= AMOUNT_END, "ParamsError::RevealSlashAmountTooLarge")
        refuse_if(self.proof_slash_amount >= AMOUNT_END, "ParamsError::ProofSlashAmountTooLarge")
        refuse_if(self.block_reward >= AMOUNT_END, "ParamsError::BlockRewardTooLarge")
        refuse_if(self.rebate_cap >= AMOUNT_END, "ParamsError::RebateCapTooLarge")
        refuse_if(self.base_share is not None and self.base_share > PPM, "ParamsError::BaseShareAbovePpm")
        quorum = range(1, self.attesters + 1) if self.attesters else range(1)
        refuse_if(self.quorum not in quorum, "ParamsError::Quorum")
        attest_blocks = range(1, self.proving_blocks) if self.attesters else range(1)
        refuse_if(self.attest_blocks not in attest_blocks, "ParamsError::AttestBlocks")

    def warnings(self) -> list[str]:
        """SPEC #warnings, in its order."""
        slash = max(self.reveal_slash_amount, self.proof_slash_amount)
        conditions = {
            "RandaoLagShort": self.randao_lag < 64,
            "RevealSlashZero": self.reveal_slash_amount == 0,
            "ProofSlashZero": self.proof_slash_amount == 0,
            "BondBaseSmall": self.fee_split_cap > PPM and 2 * self.bond_base < slash,
            "RootSeatsBurned": self.root_seats > 1,
            "PoolEmpty": self.base_share in (0, PPM),
            "TicketsKnownEarly": self.vrf_mode != "per-node",
            "QuorumLow": self.attesters > 0 and 2 * self.quorum <= self.attesters,
        }
        return [name for name, applies in conditions.items() if applies]
