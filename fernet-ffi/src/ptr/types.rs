//! The plain and the opaque types of the ABI, with as many checks as the compiler can make.

use core::mem::{MaybeUninit, align_of, size_of};

use super::{In, InArray, Opaque, Plain};

// SAFETY: an integer.
unsafe impl Plain for u8 {}
// SAFETY: an integer.
unsafe impl Plain for u16 {}
// SAFETY: an integer.
unsafe impl Plain for i32 {}
// SAFETY: an integer.
unsafe impl Plain for u32 {}
// SAFETY: an integer.
unsafe impl Plain for u64 {}
// SAFETY: an integer.
unsafe impl Plain for usize {}
// SAFETY: an array consists of its elements, without padding.
unsafe impl<T: Plain, const N: usize> Plain for [T; N] {}
// SAFETY: a raw pointer, for which every bit pattern is valid.
unsafe impl<T: Copy> Plain for In<T> {}
// SAFETY: a raw pointer.
unsafe impl<T: Copy> Plain for InArray<T> {}
// SAFETY: a byte array in a transparent struct.
unsafe impl Plain for fernet_core::DataDigest {}

/// The size of a field; compiles only if the field is plain.
const fn field<S, F: Plain>(_: fn(S) -> F) -> usize {
    size_of::<F>()
}

/// The number of bytes in the one field of an opaque type.
const fn private_bytes<S, const N: usize>(_: fn(S) -> [MaybeUninit<u8>; N]) -> usize {
    N
}

/// Implements [`Plain`] for structs, and checks that all fields are listed and plain, and that there is no padding.
macro_rules! plain {
    ($($module:ident::$name:ident { $($field:ident)+ })+) => {
        $(
            const _: () = {
                use crate::$module::$name;

                // Fails to compile when a field is left out or named twice.
                const fn fields($name { $($field: _),+ }: $name) {}
                let _ = fields;
                let sizes = [$(field(|object: $name| object.$field)),+];
                let (mut sum, mut rest) = (0, sizes.as_slice());
                while let [size, others @ ..] = rest {
                    sum += *size;
                    rest = others;
                }
                assert!(sum == size_of::<$name>(), "there is padding");
            };
            // SAFETY: every field is plain and there is no padding; the constant above checks both.
            unsafe impl Plain for crate::$module::$name {}
        )+
    };
}

plain! {
    bytes::fernet_address { bytes }
    bytes::fernet_key { bytes }
    bytes::fernet_randao_mix { bytes }
    bytes::fernet_randao_reveal { bytes }
    bytes::fernet_alpha { bytes }
    bytes::fernet_beta { bytes }
    bytes::fernet_proof { bytes }
    bytes::fernet_p256_proof { bytes }
    bytes::fernet_p256_evm_proof { bytes }
    bytes::fernet_sequencer_seed { bytes }
    bytes::fernet_prover_seed { bytes }
    bytes::fernet_block_hash { bytes }
    bytes::fernet_tx_hash { bytes }
    bytes::fernet_data_digest { bytes }
    bytes::fernet_data_root { bytes }
    bytes::fernet_tx_root { bytes }
    bytes::fernet_salt { bytes }
    bytes::fernet_tx_order_hash { bytes }
    bytes::fernet_block_commitment { bytes }
    bytes::fernet_proposal_id { bytes }
    bytes::fernet_statement { bytes }
    bytes::fernet_proof_digest { bytes }
    bytes::fernet_claim_id { bytes }
    bytes::fernet_attestation_id { bytes }
    bytes::fernet_certificate_id { bytes }
    bytes::fernet_registration_id { bytes }
    bytes::fernet_seat_id { bytes }
    bytes::fernet_bundle_commitment { bytes }
    bytes::fernet_secret { bytes }
    bytes::fernet_ticket { bytes }
    bytes::fernet_score { bytes }
    bytes::fernet_total { bytes }
    bytes::fernet_amount { bytes }
    bytes::fernet_probability { bytes }
    bytes::fernet_id { bytes }
    params::fernet_params {
        chain_id rollup_address fee_split_cap randao_lag activation_delay proposal_blocks reveal_blocks
        proving_blocks base_share rebate_gas claim_blocks attest_blocks attesters quorum proofs_per_node root_seats tx_per_base
        vrf_mode sequencer_suite reserved
        bond_base reveal_slash_amount proof_slash_amount block_reward rebate_cap
    }
    randao::fernet_randao_entry { l1_block mix }
    randao::fernet_pinned_mix { block_number l1_block mix }
    registry::fernet_registration_request { key owner role suite reserved }
    registry::fernet_registration_record { request entry_l1_block exit_l1_block }
    registry::fernet_registration { key entry_l1_block exit_l1_block role reserved }
    score::fernet_scored_key { key ticket id fee }
    election::fernet_reveal { salt tx_root data_root fees count }
    election::fernet_proposal { parent tx_order_hash bond payout fee_split }
    election::fernet_election { params pinned tip }
    election::fernet_evidence { key first second }
    claim::fernet_claim { node statement proof_digest left right payout rebate_payee fee_burn reserved }
    claim::fernet_proving_context { params pinned seed proposal_id bases }
    claim::fernet_seat_info { id claim_id key ticket score claim }
    availability::fernet_availability { proving data_root provers }
    opening::fernet_opened_seat { claim key score claimed_bit }
    message::fernet_message_registration_request { request proof }
    message::fernet_message_registration_record { request entry_l1_block exit_l1_block has_exited reserved }
    message::fernet_message_registration_request_p256 { request proof }
    message::fernet_message_registration_record_p256 { request has_exited reserved entry_l1_block exit_l1_block }
    message::fernet_message_exit { key owner }
    message::fernet_message_block_opening { opening pinned }
    message::fernet_message_attestation { block_number proposal_id data_root key proof }
    message::fernet_message_certificate { block_number proposal_id data_root count reserved }
    message::fernet_signed_attestation { key proof }
    message::fernet_message_reveal_root { block_number contents }
    message::fernet_signed_claim { key claim proof }
    message::fernet_message_tree { block_number count proposal_id }
    message::fernet_node_data { seats sums }
    message::fernet_message_seat_opening { block_number proposal_id levels reserved }
    message::fernet_message_proposal { block_number key proposal proof }
    message::fernet_message_proposal_p256 { block_number key proposal proof reserved }
    message::fernet_message_claim { block_number proposal_id key claim proof }
    message::fernet_message_reveal { block_number count salt fees }
    message::fernet_message_info { status kind offset field }
    tree::fernet_accumulator_info { node filled kept_base kept_merge total commitment }
    shape::fernet_tree_shape { bases nodes root depth reserved }
    shape::fernet_node { first_base end_base parent left right next depth kind reserved }
    phase::fernet_block_phase_info { proposal_end reveal_end deadline phase_end phase reserved }
    phase::fernet_effects { count effects }
    chain::fernet_opening { block_number l1_block parent }
    block::fernet_proposed { candidate effects leads has_evidence reserved }
    block::fernet_l1_event { l1_block base_fee rate }
    block::fernet_sums { total filled kept_base kept_merge }
    block::fernet_submitted { sum effects leads reserved }
    block::fernet_block_info { opening pinned alpha bases proposals has_tree reserved }
    block::fernet_outcome { receipt slashing kind }
    chain::fernet_happening { opening count effects kind reserved }
    rewards::fernet_settlement { params fees bond bases fee_split reserved }
    rewards::fernet_paid_seat { node fee_burn reserved }
    rewards::fernet_rebate { base_fee rate payee reserved }
    rewards::fernet_funding { fees pool sequencer bond_used bond_returned }
    rewards::fernet_receipt { funding reserved burned rebate }
    rewards::fernet_slashing { slashed stake_left forfeit bond_returned }
    mev::fernet_mev_reference { low high current smoothing reserved }
    mev::fernet_mev_report { l1_block ratio source reserved }
}

#[cfg(feature = "hosted")]
plain! {
    batch::fernet_batch_proof { bytes }
    message::fernet_signed_batch_attestation { key proof }
    message::fernet_message_batch_claim { block_number proposal_id key claim proof }
    batch::fernet_batch_item { key alpha alpha_len ad ad_len proof suite signs_ad reserved }
}

/// Implements [`Opaque`] for structs, with the type of the value inside and a tag of eight letters.
macro_rules! opaque {
    ($($($path:ident)::+: $native:ty = $tag:literal;)+) => {
        $(
            const _: () = {
                type Object = crate::$($path)::+;

                assert!(private_bytes(|object: Object| object.private_bytes) == size_of::<Object>(), "more than bytes");
                assert!(align_of::<Object>() == 1, "bytes have no alignment");
                assert!(size_of::<u64>() + size_of::<$native>() <= size_of::<Object>(), "the promised size is too small");
            };
            // SAFETY: the struct has room for a tag and the value, which the constant above checks. The types inside consist of
            // integers, byte arrays and points of the curve; they own no memory or other resource and borrow nothing.
            unsafe impl Opaque for crate::$($path)::+ {
                type Native = $native;
                const TAG: u64 = u64::from_be_bytes(*$tag);
            }
        )+
    };
}

opaque! {
    vrf::key::fernet_secret_key: fernet_vrf::SecretKey = b"fsecret1";
    p256::fernet_p256_secret_key: fernet_vrf_p256::SecretKey = b"fp256sk1";
    claim::fernet_seat: fernet_core::Seat = b"fseat__1";
    tree::fernet_accumulator: fernet_core::Accumulator = b"faccum_1";
    tree::fernet_tree: fernet_core::tree::Tree = b"ftree__1";
    tree::fernet_tree_verifier: fernet_core::TreeVerifier = b"fverify1";
    tree::fernet_bundle_builder: fernet_core::BundleBuilder = b"fbuildr1";
    phase::fernet_block_phase: fernet_core::BlockPhase = b"fphase_1";
    block::fernet_block: crate::block::Native = b"fblock_1";
    chain::fernet_chain: crate::chain::Native = b"fchain_1";
    rewards::fernet_ledger: fernet_rewards::Ledger = b"fledger1";
}

#[cfg(feature = "hosted")]
opaque! {
    batch::fernet_batch_key: fernet_vrf::BatchKey = b"fbatchk1";
}
