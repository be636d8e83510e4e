"""Notation, domain tags and parameters of Fernet: SPEC sections 1 to 3."""

from dataclasses import dataclass

from keccak import keccak

PPM = 1_000_000
TICKET_MAX = 2**128 - 1
AMOUNT_END = 2**96
ZERO32 = bytes(32)
ZERO20 = bytes(20)


class Refused(Exception):
    """SPEC #errors: the operation refuses and changes nothing. The text is the name with its enum, "BidError::FeeBurnAbovePpm"."""


def refuse_if(condition: bool, name: str) -> None:
    if condition:
        raise Refused(name)


def u8(x: int) -> bytes:
    """SPEC #notation, as are the five below."""
    return x.to_bytes(1, "big")


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
    slash_amount: int = 0
    block_reward: int = 0
    rebate_cap: int = 0
    base_share: int | None = None

    def __post_init__(self) -> None:
        refuse_if(self.tx_per_base not in (1, 2), "ParamsError::TxPerBase")
        refuse_if(self.vrf_mode not in ("per-node", "per-block", "public"), "ParamsError::VrfMode")
        refuse_if(self.chain_id < 1, "ParamsError::ChainIdZero")
        refuse_if(self.rollup_address == ZERO20, "ParamsError::RollupAddressZero")
        refuse_if(not 1 <= self.proofs_per_node <= 3, "ParamsError::ProofsPerNode")
        if self.root_seats is None:
            object.__setattr__(self, "root_seats", self.proofs_per_node)
        refuse_if(not 1 <= self.root_seats <= self.proofs_per_node, "ParamsError::RootSeats")
        refuse_if(self.randao_lag < 2, "ParamsError::RandaoLag")
        refuse_if(min(self.proposal_blocks, self.reveal_blocks, self.proving_blocks) < 1, "ParamsError::PhaseLengthZero")
        refuse_if(self.slash_amount >= AMOUNT_END, "ParamsError::SlashAmountTooLarge")
        refuse_if(self.block_reward >= AMOUNT_END, "ParamsError::BlockRewardTooLarge")
        refuse_if(self.rebate_cap >= AMOUNT_END, "ParamsError::RebateCapTooLarge")
        refuse_if(self.base_share is not None and self.base_share > PPM, "ParamsError::BaseShareAbovePpm")
