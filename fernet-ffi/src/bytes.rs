//! Byte strings and big-endian integers of the protocol as C structs (SPEC `#notation`).

use fernet_core::{Address, FeeSplit, ParamValues, Params, Probability, Score, Ticket, Total};
use fernet_rewards::{Amount, SettleError};

use crate::ptr::{In, Plain};
use crate::status::fernet_status;

/// The address of an Ethereum account or contract on L1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_address {
    /// The 20 bytes of the address.
    pub bytes: [u8; 20],
}

/// An encoded VRF public key, as it is registered: a point of edwards25519 (RFC 8032, section 5.1.2), or of a sequencer's key
/// on P-256 the x-coordinate (SPEC #vrf-p256). Any 32 bytes may be stored here; fernet_key_parse checks that they are a valid
/// key on edwards25519.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_key {
    /// The encoded point: little-endian as in RFC 8032, on P-256 big-endian.
    pub bytes: [u8; 32],
}

/// The RANDAO mix of an L1 block, its prevRandao: the field mixHash of its header (SPEC
/// #randao-mix).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_randao_mix {
    /// The bytes of the mix, as in the prevRandao of an L1 block header.
    pub bytes: [u8; 32],
}

/// The id of a request to register a key: what its VRF proof signs as additional data (SPEC #registration).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_registration_id {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// A RANDAO reveal: the compressed BLS signature of an L1 block proposer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_randao_reveal {
    /// The signature in its compressed form.
    pub bytes: [u8; 96],
}

/// The input of a VRF in the protocol: alpha_string of RFC 9381 (SPEC #alpha).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_alpha {
    /// The bytes of alpha_string.
    pub bytes: [u8; 32],
}

/// The output of a VRF: beta_string of RFC 9381, all 64 bytes. On P-256 it has 32 bytes, followed by 32 zero bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_beta {
    /// The bytes of beta_string.
    pub bytes: [u8; 64],
}

/// An encoded VRF proof: pi_string of RFC 9381, which is Gamma (32 bytes), c (16 bytes) and s (32 bytes). Any 80 bytes
/// may be stored here; fernet_proof_parse checks the encoding, fernet_vrf_verify the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_proof {
    /// The bytes of pi_string.
    pub bytes: [u8; 80],
}

/// An encoded VRF proof on P-256: pi_string of RFC 9381, which is Gamma (33 bytes), c (16 bytes) and s (32 bytes; SPEC
/// #vrf-p256). Any 81 bytes may be stored here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_p256_proof {
    /// The bytes of pi_string.
    pub bytes: [u8; 81],
}

/// A proof on P-256 with its witness: the struct Proof of the contract EcvrfP256, as it stands in the calldata (SPEC
/// #evm-witness).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_p256_evm_proof {
    /// 14 words of 32 bytes, big-endian.
    pub bytes: [u8; 448],
}

/// The seed from which the VRF input of every sequencer of a block is derived (SPEC #seed-sequencer).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_sequencer_seed {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The seed from which the VRF inputs and tickets of every prover of a block are derived (SPEC #seed-prover).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_prover_seed {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The hash by which the rollup identifies a block, such as the parent of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_block_hash {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The hash of one transaction of the rollup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_tx_hash {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The hash of the blob of one transaction. The rollup defines the hash (SPEC #data-root).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_data_digest {
    /// The bytes.
    pub bytes: [u8; 32],
}
/// The hash of the digests of a block's blobs, in the order of the transactions (SPEC #data-root).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_data_root {
    /// The bytes.
    pub bytes: [u8; 32],
}
/// The hash of a block's transactions in their order (SPEC #tx-root).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_tx_root {
    /// The bytes.
    pub bytes: [u8; 32],
}
/// The salt of a transaction order. It is secret until the leader reveals the block (SPEC #tx-order).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_salt {
    /// The bytes of the salt.
    pub bytes: [u8; 32],
}

/// The salted hash of a block's transactions in their order (SPEC #tx-order).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_tx_order_hash {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The commitment of a proposal to its parent, FEE_SPLIT and transaction order (SPEC #commitment).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_block_commitment {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The hash that identifies a proposal; the proposal's VRF proof signs it as additional data (SPEC #proposal).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_proposal_id {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The hash of what a node proves, the same for every proof of the node. The rollup defines the hash (SPEC #claim).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_statement {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The hash of the proof that a prover made for a node. The rollup defines the hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_proof_digest {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The hash that identifies a claim; the claim's VRF proof signs it as additional data (SPEC #claim).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_claim_id {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The hash that identifies an attestation; the attestation's VRF proof signs it as additional data (SPEC #attestation).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_attestation_id {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The hash that identifies a certificate (SPEC #certificate).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_certificate_id {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The hash that identifies a seat: a valid claim with its key and score (SPEC #seat).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_seat_id {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// The commitment to a bundle and, through the claim of its primary, to the subtree below it. 32 zero bytes stand for
/// no bundle (SPEC #bundle-commitment).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_bundle_commitment {
    /// The bytes of the hash.
    pub bytes: [u8; 32],
}

/// 32 secret bytes from a cryptographic random generator: a master secret (fernet_secret_key_derive) or an RFC 9381
/// secret key (fernet_secret_key_from_seed). The caller wipes them after use.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct fernet_secret {
    /// The secret bytes.
    pub bytes: [u8; 32],
}

/// A ticket: a uniform integer of 128 bits, derived from a VRF output; a higher ticket ranks better (SPEC #ticket).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_ticket {
    /// The integer, big-endian.
    pub bytes: [u8; 16],
}

/// A score: ticket * (1000000 + fee), an integer below 2^161 (SPEC #score).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_score {
    /// The integer, big-endian.
    pub bytes: [u8; 32],
}

/// A sum of scores: an integer below 2^195 (SPEC #accumulator).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_total {
    /// The integer, big-endian.
    pub bytes: [u8; 32],
}

/// An amount in wei. The amounts of the protocol are below 2^96; a function that is given a larger one returns a status
/// that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_amount {
    /// The integer, big-endian.
    pub bytes: [u8; 32],
}

/// A probability q / 2^128, stored as the integer q. Probability 1 is represented as 2^128 - 1 (SPEC #odds).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct fernet_probability {
    /// The integer q, big-endian.
    pub bytes: [u8; 16],
}

/// The id of a proposal or of a claim: the bytes of a fernet_proposal_id or of a fernet_claim_id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub struct fernet_id {
    /// The bytes of the id.
    pub bytes: [u8; 32],
}

/// One million: the number of parts in the unit of bids and shares, ppm.
pub const FERNET_PPM: u32 = 1_000_000;
/// Value of exit_l1_block in a fernet_registration whose key has not exited.
pub const FERNET_NO_EXIT: u64 = 0xffff_ffff_ffff_ffff;
/// Value of base_share in fernet_params for one prover pool that all seats share equally.
pub const FERNET_NO_BASE_SHARE: u32 = 0xffff_ffff;
/// Value of root_seats in fernet_params for a root with as many seats as proofs_per_node.
pub const FERNET_NO_ROOT_SEATS: u8 = 0xff;
/// Value of the number of a node or of an L1 block that does not exist.
pub const FERNET_NO_NUMBER: u64 = 0xffff_ffff_ffff_ffff;

/// Conversion of a C type to the checked type of the crates.
pub trait Parse: Copy {
    /// The checked type.
    type Value;

    /// Checks the fields and converts them.
    fn parse(self) -> Result<Self::Value, fernet_status>;
}

impl<T: Parse + Plain> In<T> {
    /// Reads, checks and converts the object.
    pub(crate) fn parse(self) -> Result<T::Value, fernet_status> {
        self.get()?.parse()
    }
}

/// Implements the conversions between the byte strings of C and those of the core.
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
    fernet_p256_proof: P256ProofBytes
    fernet_sequencer_seed: SequencerSeed
    fernet_prover_seed: ProverSeed
    fernet_block_hash: BlockHash
    fernet_tx_hash: TxHash
    fernet_salt: Salt
    fernet_data_digest: DataDigest
    fernet_data_root: DataRoot
    fernet_tx_root: TxRoot
    fernet_tx_order_hash: TxOrderHash
    fernet_block_commitment: BlockCommitment
    fernet_proposal_id: ProposalId
    fernet_statement: Statement
    fernet_proof_digest: ProofDigest
    fernet_claim_id: ClaimId
    fernet_attestation_id: AttestationId
    fernet_certificate_id: CertificateId
    fernet_registration_id: RegistrationId
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
    /// The amount in wei as a `u128`; 2^128 - 1, which is above every limit, if it is larger.
    pub(crate) fn saturated(self) -> u128 {
        match (self.bytes.first_chunk(), self.bytes.last_chunk()) {
            (Some(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), Some(low)) => u128::from_be_bytes(*low),
            _ => u128::MAX,
        }
    }

    /// Encodes an amount in wei.
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
        Amount::from_be_bytes(self.bytes).map_err(|error| SettleError::from(error).into())
    }
}

impl From<Amount> for fernet_amount {
    fn from(amount: Amount) -> Self {
        Self { bytes: amount.to_be_bytes() }
    }
}

/// Parameters with a `fee_split_cap`, for functions that take no other parameter.
pub(crate) fn with_cap(fee_split_cap: u32) -> Result<Params, fernet_status> {
    let values = ParamValues::new(1, Address::from_bytes([1; 20]));
    Ok(Params::new(ParamValues { fee_split_cap, bond_base: 1, ..values })?)
}

/// The bid of a score, FEE_SPLIT or FEE_BURN, for any number of ppm.
pub(crate) fn fee(ppm: u32) -> Result<FeeSplit, fernet_status> {
    Ok(with_cap(u32::MAX)?.fee_split(ppm)?)
}

/// Returns `Value` unless all bytes of a reserved field are zero.
pub(crate) fn reserved(bytes: &[u8]) -> Result<(), fernet_status> {
    if bytes.iter().all(|byte| *byte == 0) { Ok(()) } else { Err(fernet_status::Value) }
}
