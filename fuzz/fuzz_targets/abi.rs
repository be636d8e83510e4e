//! The functions of C on structs of any bytes, near valid ones and far: no panic, zeros after a failure, and the laws that hold for
//! every answer.
#![no_main]

use std::mem::MaybeUninit;

use fernet_ffi::bytes::{fernet_address, fernet_amount, fernet_beta, fernet_randao_mix};
use fernet_ffi::claim::{
    fernet_claim, fernet_claim_check, fernet_proving_context, fernet_seat, fernet_seat_info, fernet_seat_new,
    fernet_seat_read,
};
use fernet_ffi::election::{fernet_election, fernet_election_insert, fernet_evidence, fernet_proposal};
use fernet_ffi::mev::{
    fernet_mev_reference, fernet_mev_reference_bid, fernet_mev_reference_observe, fernet_mev_report,
    fernet_mev_report_new, fernet_mev_sources_ratio,
};
use fernet_ffi::params::{fernet_params, fernet_params_check, fernet_params_default};
use fernet_ffi::phase::{fernet_block_phase, fernet_block_phase_open, fernet_block_phase_step, fernet_effects};
use fernet_ffi::ptr::{In, InArray, InOut, InOutArray, Out, OutArray};
use fernet_ffi::randao::{fernet_pinned_mix, fernet_randao_entry, fernet_randao_ring_insert, fernet_randao_ring_pin};
use fernet_ffi::registry::fernet_registration;
use fernet_ffi::rewards::{fernet_paid_seat, fernet_rebate, fernet_receipt, fernet_settle, fernet_settlement};
use fernet_ffi::score::{fernet_ranking_insert, fernet_scored_key, fernet_scored_key_compare};
use fernet_ffi::shape::{fernet_node, fernet_node_read};
use fernet_ffi::status::fernet_status;
use fernet_ffi::tree::{
    fernet_accumulator, fernet_bundle_builder, fernet_bundle_builder_best, fernet_bundle_builder_init,
    fernet_bundle_builder_insert, fernet_tree, fernet_tree_verifier, fernet_tree_verifier_finish,
    fernet_tree_verifier_init, fernet_tree_verifier_insert,
};
use libfuzzer_sys::fuzz_target;

/// Bytes that become structs; zeros when they run out.
struct Feed<'a>(&'a [u8]);

impl Feed<'_> {
    fn bytes(&mut self, to: &mut [u8]) {
        for byte in to {
            *byte = self.0.split_off_first().copied().unwrap_or(0);
        }
    }

    fn number<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.bytes(&mut bytes);
        bytes
    }

    /// A struct of any bytes, or the given one with a few bytes changed.
    fn near<T: Copy>(&mut self, valid: &T) -> T {
        let mut object = *valid;
        let bytes = bytes_of(&mut object);
        let [changes] = self.number();
        match changes {
            0xff => self.bytes(bytes),
            changes => {
                for _ in 0..changes % 4 {
                    let [high, low, value] = self.number();
                    let at = usize::from(u16::from_be_bytes([high, low])) % bytes.len();
                    bytes[at] = value;
                }
            }
        }
        object
    }
}

fn bytes_of<T: Copy>(object: &mut T) -> &mut [u8] {
    // SAFETY: the C types have no padding and no invalid bytes.
    unsafe { std::slice::from_raw_parts_mut(std::ptr::from_mut(object).cast(), size_of::<T>()) }
}

fn blank<T>() -> T {
    // SAFETY: as above.
    unsafe { MaybeUninit::zeroed().assume_init() }
}

fn input<T>(object: &T) -> In<T> {
    In::new(object)
}

fn in_out<T>(object: &mut T) -> InOut<T> {
    InOut::new(object)
}

fn output<T>(object: &mut T) -> Out<T> {
    Out::new(object)
}

/// Runs a function with one output; `None` after a failure, and then the output is zero.
fn call<T: Copy>(run: impl FnOnce(Out<T>) -> fernet_status) -> Option<T> {
    let mut result: T = blank();
    bytes_of(&mut result).fill(0xaa);
    if run(output(&mut result)) == fernet_status::Ok {
        return Some(result);
    }
    assert!(bytes_of(&mut result).iter().all(|byte| *byte == 0));
    None
}

/// Calls a function of C.
macro_rules! c {
    ($call:expr) => {
        // SAFETY: the pointers are of objects that are there, of arrays passed with their lengths, or NULL where that is allowed.
        unsafe { $call }
    };
}

fn wei(amount: &fernet_amount) -> u128 {
    assert_eq!(amount.bytes[..16], [0; 16]);
    u128::from_be_bytes(*amount.bytes.last_chunk().expect("32 bytes"))
}

fuzz_target!(|bytes: &[u8]| {
    let mut feed = Feed(bytes);
    let address = fernet_address { bytes: [0xfe; 20] };
    let valid = call(|out| c!(fernet_params_default(out, 1, input(&address)))).expect("valid");
    let params: fernet_params = feed.near(&valid);
    let parameters_hold = c!(fernet_params_check(input(&params))) == fernet_status::Ok;

    let mut ring = [blank::<fernet_randao_entry>(); 3];
    let mut count = 0;
    for _ in 0..4 {
        let (l1_block, mix) =
            (u64::from_be_bytes(feed.number()), fernet_randao_mix { bytes: [feed.number::<1>()[0]; 32] });
        let entries = InOutArray::new(ring.as_mut_ptr());
        let _ = c!(fernet_randao_ring_insert(entries, 3, in_out(&mut count), l1_block, input(&mix)));
    }
    assert!(ring[..count].is_sorted_by(|a, b| a.l1_block < b.l1_block));
    let (opens, lag) = (u64::from_be_bytes(feed.number()), u32::from_be_bytes(feed.number()));
    let pinned = call(|out| c!(fernet_randao_ring_pin(out, InArray::new(ring.as_ptr()), count, 1, opens, lag)));
    if let Some(pinned) = pinned {
        assert_eq!(pinned.l1_block, opens - u64::from(lag));
    }

    let pinned = fernet_pinned_mix { block_number: 1, l1_block: 1000, mix: blank() };
    let registration: fernet_registration =
        fernet_registration { key: blank(), entry_l1_block: 1, exit_l1_block: u64::MAX, role: 0, reserved: [0; 7] };
    let election = fernet_election { params, pinned, tip: blank() };
    let proposal = fernet_proposal { payout: address, ..blank() };
    let mut best = [blank::<fernet_scored_key>(); 2];
    let mut held = 0;
    for _ in 0..4 {
        let (election, registration) = (feed.near(&election), feed.near(&registration));
        let (proposal, beta) = (feed.near(&proposal), fernet_beta { bytes: feed.number() });
        let before = held;
        let evidence: Option<fernet_evidence> = call(|out| {
            let (election, proposal) = (input(&election), input(&proposal));
            c!(fernet_election_insert(
                out,
                InOutArray::new(best.as_mut_ptr()),
                2,
                in_out(&mut held),
                election,
                input(&registration),
                proposal,
                input(&beta),
            ))
        });
        assert!(evidence.is_some() || before == held);
        let candidate: fernet_scored_key = feed.near(&best[0]);
        let entries = InOutArray::new(best.as_mut_ptr());
        let _ = call::<bool>(|out| c!(fernet_ranking_insert(out, entries, 2, in_out(&mut held), input(&candidate))));
    }
    for [a, b] in best[..held].array_windows() {
        assert_eq!(call(|out| c!(fernet_scored_key_compare(out, input(a), input(b)))), Some(-1));
    }

    let (bases, at) = (u64::from_be_bytes(feed.number()), u64::from_be_bytes(feed.number()));
    for bases in [bases, bases % 64] {
        if let Some(node) = call::<fernet_node>(|out| c!(fernet_node_read(out, bases, at % 128))) {
            assert!(node.first_base < node.end_base && node.end_base <= bases);
        }
    }

    let proving = fernet_proving_context { params, pinned, seed: blank(), proposal_id: blank(), bases: 2 };
    let claim = fernet_claim { payout: address, ..blank() };
    let prover = fernet_registration { role: 3, ..registration };
    assert!(
        parameters_hold || c!(fernet_claim_check(input(&proving), input(&prover), input(&claim))) != fernet_status::Ok
    );
    let mut verifier: Option<fernet_tree_verifier> = call(|out| c!(fernet_tree_verifier_init(out, input(&proving))));
    let mut assembly: Option<fernet_bundle_builder> =
        call(|out| c!(fernet_bundle_builder_init(out, input(&proving), 0, input(&blank()))));
    for _ in 0..4 {
        let (proving, prover, claim) = (feed.near(&proving), feed.near(&prover), feed.near(&claim));
        let beta = fernet_beta { bytes: feed.number() };
        let seat = call::<fernet_seat>(|out| {
            c!(fernet_seat_new(out, input(&proving), input(&prover), input(&claim), input(&beta)))
        });
        let (Some(seat), Some(verifier)) = (seat, &mut verifier) else { continue };
        let info: fernet_seat_info = call(|out| c!(fernet_seat_read(out, input(&seat)))).expect("a seat");
        assert_eq!(info.claim.node, claim.node);
        let (seats, none) = (InArray::new(&raw const seat), In::new(std::ptr::null()));
        let _: Option<fernet_accumulator> =
            call(|out| c!(fernet_tree_verifier_insert(out, in_out(verifier), input(&proving), seats, 1)));
        let _ = call::<fernet_tree>(|out| c!(fernet_tree_verifier_finish(out, input(verifier))));
        if let Some(assembly) = &mut assembly {
            let offered = c!(fernet_bundle_builder_insert(in_out(assembly), input(&seat), none, none));
            let (mut seats, mut count) = ([blank::<fernet_seat>(); 3], 0);
            let best = OutArray::new(seats.as_mut_ptr());
            let status = c!(fernet_bundle_builder_best(best, 3, output(&mut count), input(assembly)));
            assert!(offered != fernet_status::Ok || (status == fernet_status::Ok && (1..=3).contains(&count)));
        }
    }

    let mut block: Option<fernet_block_phase> = call(|out| c!(fernet_block_phase_open(out, input(&params), at)));
    if let Some(block) = &mut block {
        for _ in 0..4 {
            let [event, ahead] = feed.number();
            let _: Option<fernet_effects> =
                call(|out| c!(fernet_block_phase_step(out, in_out(block), at.saturating_add(ahead.into()), event)));
        }
    }

    let amount = |wei: u128| {
        let mut bytes = [0; 32];
        bytes[16..].copy_from_slice(&wei.to_be_bytes());
        fernet_amount { bytes }
    };
    let settlement = fernet_settlement {
        params,
        fees: amount(u128::from_be_bytes(feed.number()) >> 32),
        bond: amount(0),
        bases: 2,
        fee_split: u32::from_be_bytes(feed.number()) % 2_000_000,
        reserved: 0,
    };
    let settlement: fernet_settlement = feed.near(&settlement);
    let seat = |node| fernet_paid_seat { node, fee_burn: 0, reserved: 0 };
    let seats = [feed.near(&seat(0)), feed.near(&seat(2)), feed.near(&seat(1))];
    let mut pays = [amount(0); 3];
    let rebate = fernet_rebate {
        base_fee: u64::from_be_bytes(feed.number()),
        rate: amount(u128::from_be_bytes(feed.number()) >> 32),
        payee: fernet_address { bytes: [1; 20] },
        reserved: 0,
    };
    let rebate: fernet_rebate = feed.near(&rebate);
    let receipt: Option<fernet_receipt> = call(|out| {
        let (pays, seats) = (OutArray::new(pays.as_mut_ptr()), InArray::new(seats.as_ptr()));
        c!(fernet_settle(out, pays, 3, input(&settlement), seats, 3, input(&rebate)))
    });
    match receipt {
        Some(receipt) => {
            let funding = &receipt.funding;
            let kept = wei(&funding.sequencer) + wei(&receipt.reserved) + wei(&receipt.burned) + wei(&receipt.rebate);
            assert_eq!(wei(&funding.fees) + wei(&funding.bond_used), kept);
            let paid = pays.iter().map(wei).sum::<u128>();
            assert!((paid..paid + 3).contains(&wei(&receipt.reserved)));
        }
        None => assert_eq!(pays, [amount(0); 3]),
    }

    let mut reference = fernet_mev_reference { low: 0, high: 100, current: 50, smoothing: 1000, reserved: 0 };
    reference = feed.near(&reference);
    if c!(fernet_mev_reference_observe(in_out(&mut reference), u64::from_be_bytes(feed.number()))) == fernet_status::Ok
    {
        assert!((reference.low..=reference.high).contains(&reference.current));
    }
    let _ = call::<u32>(|out| c!(fernet_mev_reference_bid(out, input(&reference), 500_000, 500_000, 1_000_000)));

    let sources = [1, 2].map(|byte| fernet_address { bytes: [byte; 20] });
    let (mev, fees) = (feed.near(&amount(3)), feed.near(&amount(2)));
    let made = call(|out| c!(fernet_mev_report_new(out, input(&sources[0]), 100, input(&mev), input(&fees))));
    let other = fernet_mev_report { l1_block: 99, ratio: 5, source: sources[1], reserved: 0 };
    let reports = [made.unwrap_or(other), other].map(|report: fernet_mev_report| feed.near(&report));
    let [source_count, quorum, report_count] = feed.number().map(|byte: u8| byte % 3);
    let ratio = call::<u64>(|out| {
        let (sources, reports) = (InArray::new(sources.as_ptr()), InArray::new(reports.as_ptr()));
        let counts = (usize::from(source_count), usize::from(report_count));
        c!(fernet_mev_sources_ratio(out, sources, counts.0, quorum, 1, reports, counts.1, 100))
    });
    if let Some(ratio) = ratio {
        assert!(reports.iter().any(|report| report.ratio == ratio));
    }
});
