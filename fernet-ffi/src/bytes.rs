//! Byte strings, whose struct form is their wire form, and numbers as big-endian bytes (SPEC `#notation`).

use fernet_core::{FeeSplit, Probability, Score, Ticket, Total};
use fernet_rewards::Amount;

use crate::ptr::{In, Plain};
use crate::status::fernet_status;

/// An account on the settlement layer, as in Ethereum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_address {
    /// The wire form.
    pub bytes: [u8; 20],
}

/// A VRF public key, as registered: the encoding of a point (RFC 8032, section 5.1.2). fernet_key_parse checks one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_key {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// RANDAO accumulator of the L1 beacon chain after some slot (prevRandao).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_randao_mix {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// A RANDAO reveal: the compressed BLS signature of an L1 proposer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_randao_reveal {
    /// The wire form.
    pub bytes: [u8; 96],
}

/// Input of a VRF in the protocol (alpha_string of RFC 9381).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_alpha {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// Output of a VRF (beta_string of RFC 9381, all 64 bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_beta {
    /// The wire form.
    pub bytes: [u8; 64],
}

/// A VRF proof (pi_string of RFC 9381): Gamma, c, s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_proof {
    /// The wire form.
    pub bytes: [u8; 80],
}

/// Seed of one block's election (SPEC #seed-sequencer).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_sequencer_seed {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// Seed of one block's proving (SPEC #seed-prover).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_prover_seed {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// What the rollup calls a block by; the parent that a proposal builds on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_block_hash {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// Hash of one transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_tx_hash {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// Secret salt of a transaction order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_salt {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// Salted hash of the order of a block's transactions (SPEC #tx-order).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_tx_order_hash {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// What a sequencer binds itself to before the reveal (SPEC #commitment).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_block_commitment {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// What a proposal's VRF proof signs (SPEC #proposal).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_proposal_id {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// Hash of the public inputs that every proof of one node shares. The rollup defines it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_statement {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// Hash of the proof of a node itself. The rollup defines it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_proof_digest {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// What a claim's VRF proof signs (SPEC #claim).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_claim_id {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// A claim with its key and score (SPEC #seat).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_seat_id {
    /// The wire form.
    pub bytes: [u8; 32],
}

/// Commitment to a bundle and, through its primary, to the tree below (SPEC #bundle-commitment). Zero: no bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_bundle_commitment {
    /// The wire form.
    pub bytes: [u8; 32],
}
/// 32 secret bytes: a master secret (fernet_secret_key_derive) or a seed of RFC 9381 (fernet_secret_key_from_seed). From a
/// cryptographic random generator.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_secret {
    /// The secret.
    pub bytes: [u8; 32],
}
/// A ticket: an integer of 128 bits, 16 bytes big-endian (SPEC #ticket).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_ticket {
    /// Big-endian.
    pub bytes: [u8; 16],
}
/// A score, ticket * (1000000 + fee): an integer below 2^161, 32 bytes big-endian, a Solidity `uint256` (SPEC #score).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_score {
    /// Big-endian.
    pub bytes: [u8; 32],
}
/// A sum of scores: an integer below 2^195, 32 bytes big-endian, a Solidity `uint256` (SPEC #accumulator).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_total {
    /// Big-endian.
    pub bytes: [u8; 32],
}
/// An amount in wei: 32 bytes big-endian, a Solidity `uint256`. Amounts of the protocol are below 2^96; a larger one is refused
/// where SPEC says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_amount {
    /// Big-endian.
    pub bytes: [u8; 32],
}
/// A probability q / 2^128: q as 16 bytes big-endian; 2^128 - 1 is certainty (SPEC #odds).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_probability {
    /// Big-endian.
    pub bytes: [u8; 16],
}
/// An id of either kind, where both have a place: a fernet_proposal_id or a fernet_claim_id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_id {
    /// The id.
    pub bytes: [u8; 32],
}
/// One million: bids and shares are parts per million (ppm).
pub const FERNET_PPM: u32 = 1_000_000;
/// exit_slot of a key that has not left.
pub const FERNET_NO_EXIT: u64 = 0xffff_ffff_ffff_ffff;
/// base_share of parameters with one pool and equal seats.
pub const FERNET_NO_BASE_SHARE: u32 = 0xffff_ffff;
/// A node, L1 block or other number that there is not.
pub const FERNET_NO_NUMBER: u64 = 0xffff_ffff_ffff_ffff;

/// A C type that is read as a value of the crates.
pub trait Parse: Copy {
    /// The value.
    type Value;

    /// The value, if it is one.
    fn parse(self) -> Result<Self::Value, fernet_status>;
}

impl<T: Parse + Plain> In<T> {
    /// The value of the object.
    pub(crate) fn parse(self) -> Result<T::Value, fernet_status> {
        self.get()?.parse()
    }
}

/// Both ways between the byte strings of C and those of the core.
macro_rules! byte_strings {
    ($($name:ident: $core:ident)+) => {
        $(
            impl Parse for $name {
                type Value = fernet_core::$core;

                fn parse(self) -> Result<Self::Value, fernet_status> {
                    Ok(self.bytes.into())
                }
            }

            impl From<fernet_core::$core> for $name {
                fn from(value: fernet_core::$core) -> Self {
                    Self { bytes: value.to_bytes() }
                }
            }
        )+
    };
}

byte_strings! {
    fernet_address: Address
    fernet_key: KeyBytes
    fernet_randao_mix: RandaoMix
    fernet_randao_reveal: RandaoReveal
    fernet_alpha: Alpha
    fernet_beta: Beta
    fernet_proof: VrfProofBytes
    fernet_sequencer_seed: SequencerSeed
    fernet_prover_seed: ProverSeed
    fernet_block_hash: BlockHash
    fernet_tx_hash: TxHash
    fernet_salt: Salt
    fernet_tx_order_hash: TxOrderHash
    fernet_block_commitment: BlockCommitment
    fernet_proposal_id: ProposalId
    fernet_statement: Statement
    fernet_proof_digest: ProofDigest
    fernet_claim_id: ClaimId
    fernet_seat_id: SeatId
    fernet_bundle_commitment: BundleCommitment
}

impl Parse for fernet_ticket {
    type Value = Ticket;

    fn parse(self) -> Result<Ticket, fernet_status> {
        Ok(Ticket::new(u128::from_be_bytes(self.bytes)))
    }
}

impl From<Ticket> for fernet_ticket {
    fn from(ticket: Ticket) -> Self {
        Self { bytes: ticket.get().to_be_bytes() }
    }
}

impl From<Score> for fernet_score {
    fn from(score: Score) -> Self {
        Self { bytes: score.to_be_bytes() }
    }
}

impl From<Total> for fernet_total {
    fn from(total: Total) -> Self {
        Self { bytes: total.to_be_bytes() }
    }
}

impl From<Probability> for fernet_probability {
    fn from(probability: Probability) -> Self {
        Self { bytes: probability.get().to_be_bytes() }
    }
}

impl fernet_amount {
    /// The amount as a `u128`, held at 2^128 - 1, which is above every limit.
    pub(crate) fn saturated(self) -> u128 {
        match (self.bytes.first_chunk(), self.bytes.last_chunk()) {
            (Some(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), Some(low)) => u128::from_be_bytes(*low),
            _ => u128::MAX,
        }
    }

    /// Any amount.
    pub(crate) fn of_wei(wei: u128) -> Self {
        let mut bytes = [0; 32];
        if let Some(low) = bytes.last_chunk_mut() {
            *low = wei.to_be_bytes();
        }
        Self { bytes }
    }
}

impl Parse for fernet_amount {
    type Value = Amount;

    fn parse(self) -> Result<Amount, fernet_status> {
        Ok(Amount::from_be_bytes(self.bytes)?)
    }
}

impl From<Amount> for fernet_amount {
    fn from(amount: Amount) -> Self {
        Self { bytes: amount.to_be_bytes() }
    }
}

/// A fee of either kind as scores take it: any number of ppm.
pub(crate) fn fee(ppm: u32) -> Result<FeeSplit, fernet_status> {
    Ok(FeeSplit::new(ppm, u32::MAX)?)
}

/// Refuses a reserved field that is not zero.
pub(crate) fn reserved(bytes: &[u8]) -> Result<(), fernet_status> {
    if bytes.iter().all(|byte| *byte == 0) { Ok(()) } else { Err(fernet_status::Value) }
}
