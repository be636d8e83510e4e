//! What it costs to cross the border to C: each function of `fernet.h` and the same work in Rust, in turn, round by round.
//! Prints a table in Markdown; `cargo bench -p benches --bench border`.
//!
//! The functions of C are called through pointers that the optimizer cannot see through, as from another program, and begin and end
//! with the types of C. Rust begins and ends with its own.

mod call;

use std::hint::black_box;
use std::time::Instant;

use call::{array, blank, c, in_out, input, output, outputs, void};

use fernet_core::{
    BlockPhase, Bundle, BundleBuilder, Claim, Event, FeeBurn, KeyBytes, L1Block, NodeIndex, ProposalId, ProverSeed,
    RandaoMix, RandaoReveal, Ranking, Registration, Role, Score, ScoredKey, Seat, SequencerSeed, Ticket, TreeVerifier,
    VrfMode,
};
use fernet_ffi::batch::{fernet_batch_item, fernet_batch_key, fernet_batch_key_new, fernet_vrf_verify_batch};
use fernet_ffi::bytes::{
    fernet_address, fernet_amount, fernet_beta, fernet_claim_id, fernet_id, fernet_key, fernet_proof,
    fernet_prover_seed, fernet_randao_mix, fernet_randao_reveal, fernet_score, fernet_secret, fernet_sequencer_seed,
    fernet_statement, fernet_ticket,
};
use fernet_ffi::claim::{
    fernet_claim, fernet_claim_id_new, fernet_proving_context, fernet_seat, fernet_seat_new_with_ticket,
    fernet_seat_read,
};
use fernet_ffi::params::{FERNET_VRF_MODE_PER_BLOCK, fernet_params, fernet_params_default};
use fernet_ffi::phase::{fernet_block_phase_open, fernet_block_phase_step};
use fernet_ffi::ptr::{In, InOutArray};
use fernet_ffi::randao::{fernet_pinned_mix, fernet_randao_mix_in};
use fernet_ffi::registry::{FERNET_ROLE_PROVER, fernet_registration};
use fernet_ffi::rewards::{fernet_paid_seat, fernet_rebate, fernet_settle, fernet_settlement, fernet_settlement_pay};
use fernet_ffi::score::{fernet_ranking_insert, fernet_score_new, fernet_scored_key, fernet_scored_key_fee_to_beat};
use fernet_ffi::seed::{fernet_sequencer_seed_new, fernet_ticket_sequencer};
use fernet_ffi::shape::fernet_node_read;
use fernet_ffi::tree::{
    fernet_bundle_builder_best, fernet_bundle_builder_init, fernet_bundle_builder_insert, fernet_tree_verifier_finish,
    fernet_tree_verifier_init, fernet_tree_verifier_insert,
};
use fernet_ffi::vrf::key::{fernet_key_parse, fernet_secret_key, fernet_secret_key_derive};
use fernet_ffi::vrf::prover::fernet_prover_tickets;
use fernet_ffi::vrf::{
    FERNET_SUITE_ELL2, fernet_vrf_evaluate, fernet_vrf_prove, fernet_vrf_prove_ad, fernet_vrf_verify,
    fernet_vrf_verify_ad,
};
use fernet_rewards::{Amount, Rebate, SettlementPlan};
use fernet_vrf::{BatchItem, BatchKey, BatchProof, Proof, ProverTickets, PublicKey, SecretKey, Suite, verify_batch};

const ROUNDS: usize = 41;
const BASES: u64 = 16;

/// Name, calls in a round, the call in C, the same in Rust.
type Pair<'a> = (&'static str, u32, Box<dyn FnMut() + 'a>, Box<dyn FnMut() + 'a>);

fn main() {
    let mut pairs = Vec::new();
    vrf(&mut pairs);
    lottery(&mut pairs);
    tree_and_settlement(&mut pairs);

    println!("| function | C, ns | Rust, ns | ratio |");
    println!("| --- | --- | --- | --- |");
    for (name, calls, mut in_c, mut in_rust) in pairs {
        let mut times = [[0; ROUNDS]; 2];
        for round in 0..ROUNDS {
            for (times, run) in times.iter_mut().zip([&mut in_c, &mut in_rust]) {
                let start = Instant::now();
                (0..calls).for_each(|_| run());
                times[round] = start.elapsed().as_nanos();
            }
        }
        let [c, rust] = times.map(|mut times| {
            times.sort_unstable();
            times[ROUNDS / 2] as f64 / f64::from(calls)
        });
        println!("| `{name}` | {c:.0} | {rust:.0} | {:.2} |", c / rust);
    }
}

fn vrf(pairs: &mut Vec<Pair<'static>>) {
    let master = fernet_secret { bytes: [7; 32] };
    let mut c_key: fernet_secret_key = blank();
    c!(fernet_secret_key_derive, output(&mut c_key), input(&master), FERNET_ROLE_PROVER);
    let rust_key = || SecretKey::derive(&[7; 32], Role::Prover);
    let (alpha, ad) = ([9_u8; 32], [8_u8; 32]);
    let public = *rust_key().public_key();
    let key = fernet_key { bytes: public.to_bytes().to_bytes() };
    let key_of = rust_key();
    let evaluation = key_of.evaluate(Suite::Ell2, &alpha).expect("a point");
    let proof = fernet_proof { bytes: evaluation.prove(None).to_bytes() };
    let signed = fernet_proof { bytes: evaluation.prove(Some(&ad)).to_bytes() };
    let (mut beta, mut made): (fernet_beta, fernet_proof) = (blank(), blank());
    let mut other: fernet_key = blank();

    pairs.push((
        "fernet_key_parse",
        200,
        Box::new(move || c!(fernet_key_parse, output(&mut other), array(&key.bytes), 32)),
        Box::new(move || void(PublicKey::try_from(black_box(&key.bytes[..])).expect("a key").to_bytes())),
    ));
    let rust = rust_key();
    pairs.push((
        "fernet_vrf_evaluate",
        20,
        Box::new(move || {
            c!(fernet_vrf_evaluate, output(&mut beta), input(&c_key), FERNET_SUITE_ELL2, array(&alpha), 32);
        }),
        Box::new(move || void(rust.evaluate(Suite::Ell2, black_box(&alpha)).expect("a point").output())),
    ));
    let rust = rust_key();
    pairs.push((
        "fernet_vrf_prove",
        20,
        Box::new(move || {
            let (made, beta) = (output(&mut made), output(&mut beta));
            c!(fernet_vrf_prove, made, beta, input(&c_key), FERNET_SUITE_ELL2, array(&alpha), 32);
        }),
        Box::new(move || void(rust.evaluate(Suite::Ell2, black_box(&alpha)).expect("a point").prove(None).to_bytes())),
    ));
    let rust = rust_key();
    pairs.push((
        "fernet_vrf_prove_ad",
        20,
        Box::new(move || {
            let (made, beta, key) = (output(&mut made), output(&mut beta), input(&c_key));
            c!(fernet_vrf_prove_ad, made, beta, key, FERNET_SUITE_ELL2, array(&alpha), 32, array(&ad), 32);
        }),
        Box::new(move || {
            void(rust.evaluate(Suite::Ell2, black_box(&alpha)).expect("a point").prove(Some(&ad)).to_bytes());
        }),
    ));
    let parse = move |proof: &fernet_proof| {
        let key = PublicKey::from_bytes(black_box(&key.bytes)).expect("a key");
        (key, Proof::from_bytes(black_box(&proof.bytes)).expect("well-formed"))
    };
    pairs.push((
        "fernet_vrf_verify",
        20,
        Box::new(move || {
            let (beta, key) = (output(&mut beta), input(&key));
            c!(fernet_vrf_verify, beta, key, FERNET_SUITE_ELL2, array(&alpha), 32, input(&proof));
        }),
        Box::new(move || {
            let (key, proof) = parse(&proof);
            void(key.verify(Suite::Ell2, &alpha, None, &proof).expect("valid"));
        }),
    ));
    pairs.push((
        "fernet_vrf_verify_ad",
        20,
        Box::new(move || {
            let (beta, key) = (output(&mut beta), input(&key));
            c!(fernet_vrf_verify_ad, beta, key, FERNET_SUITE_ELL2, array(&alpha), 32, array(&ad), 32, input(&signed));
        }),
        Box::new(move || {
            let (key, proof) = parse(&signed);
            void(key.verify(Suite::Ell2, &alpha, Some(&ad), &proof).expect("valid"));
        }),
    ));

    let (seed, nodes) = (fernet_prover_seed { bytes: [5; 32] }, core::array::from_fn::<u64, 31, _>(|i| i as u64));
    let rust = rust_key();
    let mut tickets = [blank::<fernet_ticket>(); 31];
    pairs.push((
        "fernet_prover_tickets, 31 nodes, per block",
        10,
        Box::new(move || {
            let (tickets, key) = (outputs(&mut tickets), input(&c_key));
            c!(fernet_prover_tickets, tickets, 31, key, input(&seed), FERNET_VRF_MODE_PER_BLOCK, array(&nodes), 31);
        }),
        Box::new(move || {
            let prover = ProverTickets::new(&rust, ProverSeed::from_bytes(seed.bytes), VrfMode::PerBlock);
            prover.for_nodes(black_box(nodes).map(NodeIndex::new)).for_each(void);
        }),
    ));

    let batch_key = BatchKey::from(public);
    let mut c_batch_key: fernet_batch_key = blank();
    c!(fernet_batch_key_new, output(&mut c_batch_key), input(&key));
    let batchable = fernet_ffi::batch::fernet_batch_proof { bytes: evaluation.prove_batchable(None).to_bytes() };
    let (mut betas, mut statuses) = ([blank::<fernet_beta>(); 64], [0_i32; 64]);
    pairs.push((
        "fernet_vrf_verify_batch, 64 items",
        2,
        Box::new(move || {
            let item = fernet_batch_item {
                key: input(&c_batch_key),
                alpha: array(&alpha),
                alpha_len: 32,
                ad: array(&ad),
                ad_len: 0,
                proof: input(&batchable),
                suite: FERNET_SUITE_ELL2,
                signs_ad: 0,
                reserved: [0; 6],
            };
            let items = [item; 64];
            c!(fernet_vrf_verify_batch, outputs(&mut betas), 64, outputs(&mut statuses), 64, array(&items), 64);
            assert_eq!(statuses, [0; 64]);
        }),
        Box::new(move || {
            let proofs = [batchable; 64].map(|proof| BatchProof::from_bytes(&proof.bytes).expect("well-formed"));
            let item = |proof| BatchItem { key: &batch_key, suite: Suite::Ell2, alpha: &alpha, ad: None, proof };
            let items: Vec<BatchItem<'_>> = proofs.iter().map(item).collect();
            assert!(verify_batch(&items).iter().all(Result::is_ok));
        }),
    ));
}

fn c_params() -> fernet_params {
    let mut params: fernet_params = blank();
    c!(fernet_params_default, output(&mut params), 1, input(&fernet_address { bytes: [0xfe; 20] }));
    params
}

fn c_pinned() -> fernet_pinned_mix {
    fernet_pinned_mix { block_number: 1, l1_block: 1000, mix: fernet_randao_mix { bytes: [0; 32] } }
}

fn lottery(pairs: &mut Vec<Pair<'static>>) {
    let (mix, reveal) = (fernet_randao_mix { bytes: [1; 32] }, fernet_randao_reveal { bytes: [2; 96] });
    let mut next: fernet_randao_mix = blank();
    pairs.push((
        "fernet_randao_mix_in",
        500,
        Box::new(move || c!(fernet_randao_mix_in, output(&mut next), input(&mix), input(&reveal))),
        Box::new(move || void(RandaoMix::from_bytes([1; 32]).mix_in(&RandaoReveal::from_bytes(black_box([2; 96]))))),
    ));
    let (params, pinned, mut seed) = (c_params(), c_pinned(), blank::<fernet_sequencer_seed>());
    let (rust_params, rust_pinned) = (benches::params(), benches::pinned());
    pairs.push((
        "fernet_sequencer_seed_new",
        500,
        Box::new(move || c!(fernet_sequencer_seed_new, output(&mut seed), input(&params), input(&pinned))),
        Box::new(move || void(SequencerSeed::new(black_box(&rust_params), &rust_pinned))),
    ));
    let (beta, mut ticket) = (fernet_beta { bytes: [3; 64] }, blank::<fernet_ticket>());
    pairs.push((
        "fernet_ticket_sequencer",
        500,
        Box::new(move || c!(fernet_ticket_sequencer, output(&mut ticket), input(&beta))),
        Box::new(move || void(Ticket::sequencer(&black_box([3; 64]).into()))),
    ));
    let (ticket, mut score) = (fernet_ticket { bytes: [0x81; 16] }, blank::<fernet_score>());
    pairs.push((
        "fernet_score_new",
        2000,
        Box::new(move || c!(fernet_score_new, output(&mut score), input(&ticket), 400_000)),
        Box::new(move || {
            let ticket = Ticket::new(u128::from_be_bytes(black_box([0x81; 16])));
            void(Score::new(ticket, FeeBurn::new(400_000).expect("in range")).to_be_bytes());
        }),
    ));
    let rival = fernet_scored_key {
        key: fernet_key { bytes: [1; 32] },
        ticket: fernet_ticket { bytes: [0x91; 16] },
        id: fernet_id { bytes: [0; 32] },
        fee: 500_000,
    };
    let key = fernet_key { bytes: [2; 32] };
    let burn = FeeBurn::new(500_000).expect("in range");
    let rust_rival = ScoredKey::new(KeyBytes::from_bytes([1; 32]), Ticket::new(u128::from_be_bytes([0x91; 16])), burn);
    let (our_ticket, mut fee) = (Ticket::new(u128::from_be_bytes([0x81; 16])), 0);
    pairs.push((
        "fernet_scored_key_fee_to_beat",
        500,
        Box::new(move || {
            c!(fernet_scored_key_fee_to_beat, output(&mut fee), input(&rival), input(&key), input(&ticket), 1_000_000);
        }),
        Box::new(move || {
            void(rust_rival.fee_to_beat(KeyBytes::from_bytes([2; 32]), black_box(our_ticket), 1_000_000));
        }),
    ));

    // A thousand candidates with tickets in a scrambled order, the best 16 of them.
    let tickets: Vec<u128> =
        (1..=1000_u128).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)).collect();
    let candidate = |n: usize, ticket: u128| fernet_scored_key {
        key: fernet_key { bytes: benches::key(n as u64).to_bytes() },
        ticket: fernet_ticket { bytes: ticket.to_be_bytes() },
        id: fernet_id { bytes: [0; 32] },
        fee: 0,
    };
    let candidates: Vec<fernet_scored_key> =
        tickets.iter().enumerate().map(|(n, ticket)| candidate(n, *ticket)).collect();
    let mut best = [candidates[0]; 16];
    pairs.push((
        "fernet_ranking_insert, 1000 times",
        2,
        Box::new(move || {
            let (mut taken, mut count) = (false, 0_usize);
            for candidate in &candidates {
                let best = InOutArray::new(best.as_mut_ptr());
                c!(fernet_ranking_insert, output(&mut taken), best, 16, in_out(&mut count), input(candidate));
            }
        }),
        Box::new(move || {
            let mut ranking = Ranking::<ScoredKey, 16>::new();
            for (n, ticket) in tickets.iter().enumerate() {
                ranking.insert(ScoredKey::new(benches::key(n as u64), Ticket::new(*ticket), FeeBurn::ZERO));
            }
            void(ranking);
        }),
    ));

    let mut block = blank();
    c!(fernet_block_phase_open, output(&mut block), input(&params), 100);
    let rust_block = BlockPhase::open(&rust_params, L1Block::new(100)).expect("in range");
    let mut effects = blank();
    pairs.push((
        "fernet_block_phase_step",
        2000,
        Box::new(move || c!(fernet_block_phase_step, output(&mut effects), in_out(&mut block), 101, 1)),
        Box::new(move || void(black_box(&rust_block).step(L1Block::new(101), Event::Proposal).expect("in this phase"))),
    ));
}

fn tree_and_settlement(pairs: &mut Vec<Pair<'static>>) {
    let proving = benches::proving(BASES);
    let shape = proving.shape();
    let seed = ProverSeed::new(&benches::params(), &benches::pinned(), &[3; 64].into());
    let c_proving = fernet_proving_context {
        params: c_params(),
        pinned: c_pinned(),
        seed: fernet_prover_seed { bytes: seed.to_bytes() },
        proposal_id: blank(),
        bases: BASES,
    };

    let mut node = blank();
    pairs.push((
        "fernet_node_read",
        500,
        Box::new(move || c!(fernet_node_read, output(&mut node), BASES, 7)),
        Box::new(move || {
            let at = black_box(7);
            let place = (
                shape.span(NodeIndex::new(at)),
                shape.depth_of(NodeIndex::new(at)),
                shape.children(NodeIndex::new(at)),
                shape.parent(NodeIndex::new(at)),
            );
            void((place, shape.next_in_post_order(NodeIndex::new(at))));
        }),
    ));

    let bundles = benches::full_tree(&proving);
    let seat = *bundles[0].primary();
    let (c_claim, c_registration) = (c_claim(seat.claim()), c_registration(&seat));
    let ticket = fernet_ticket { bytes: seat.scored_key().ticket().get().to_be_bytes() };
    let (mut id, mut c_seat): (fernet_claim_id, fernet_seat) = (blank(), blank());
    let (c_seed, c_proposal_id, claim) = (c_proving.seed, c_proving.proposal_id, *seat.claim());
    pairs.push((
        "fernet_claim_id_new",
        500,
        Box::new(move || {
            c!(fernet_claim_id_new, output(&mut id), input(&c_seed), input(&c_proposal_id), input(&c_claim))
        }),
        Box::new(move || void(black_box(&claim).id(&seed, &ProposalId::ZERO))),
    ));
    let registration = Registration {
        key: seat.scored_key().key(),
        role: Role::Prover,
        entry_l1_block: L1Block::new(0),
        exit_l1_block: None,
    };
    pairs.push((
        "fernet_seat_new_with_ticket",
        200,
        Box::new(move || {
            let (proving, registration, claim) = (input(&c_proving), input(&c_registration), input(&c_claim));
            c!(fernet_seat_new_with_ticket, output(&mut c_seat), proving, registration, claim, input(&ticket));
        }),
        Box::new(move || {
            void(
                proving
                    .check(black_box(&registration), &claim)
                    .expect("valid")
                    .seat_with_ticket(seat.scored_key().ticket()),
            );
        }),
    ));
    let read = c_seat_of(&c_proving, &seat);
    let mut info = blank();
    pairs.push((
        "fernet_seat_read",
        1000,
        Box::new(move || c!(fernet_seat_read, output(&mut info), input(&read))),
        Box::new(move || void((seat.id(), seat.claim_id(), seat.scored_key().score().to_be_bytes(), *seat.claim()))),
    ));

    let c_bundles: Vec<Vec<fernet_seat>> =
        bundles.iter().map(|bundle| bundle.seats().map(|seat| c_seat_of(&c_proving, seat)).collect()).collect();
    let seats: Vec<Seat> = bundles[0].seats().copied().collect();
    let offers = c_bundles[0].clone();
    let statement = fernet_statement { bytes: [1; 32] };
    let mut fresh = blank();
    pairs.push((
        "fernet_bundle_builder_init",
        200,
        Box::new(move || c!(fernet_bundle_builder_init, output(&mut fresh), input(&c_proving), 0, input(&statement))),
        Box::new(move || void(BundleBuilder::new(black_box(proving), NodeIndex::new(0), [1; 32].into()))),
    ));
    let mut builder = blank();
    c!(fernet_bundle_builder_init, output(&mut builder), input(&c_proving), 0, input(&statement));
    let mut rust_builder = BundleBuilder::new(proving, NodeIndex::new(0), [1; 32].into());
    let next = seats.clone();
    pairs.push((
        "fernet_bundle_builder_insert, 3 times",
        50,
        Box::new(move || {
            for seat in &offers {
                let none = In::new(core::ptr::null());
                c!(fernet_bundle_builder_insert, in_out(&mut builder), input(seat), none, none);
            }
        }),
        Box::new(move || {
            next.iter().for_each(|seat| rust_builder.insert(black_box(seat), None).expect("of this node"))
        }),
    ));
    let mut rust_builder = BundleBuilder::new(proving, NodeIndex::new(0), [1; 32].into());
    seats.iter().for_each(|seat| rust_builder.insert(seat, None).expect("of this node"));
    let (mut best, mut count) = ([blank::<fernet_seat>(); 3], 0);
    let offered = c_bundles[0].iter().fold(builder, |mut builder, seat| {
        let none = In::new(core::ptr::null());
        c!(fernet_bundle_builder_insert, in_out(&mut builder), input(seat), none, none);
        builder
    });
    pairs.push((
        "fernet_bundle_builder_best",
        200,
        Box::new(move || c!(fernet_bundle_builder_best, outputs(&mut best), 3, output(&mut count), input(&offered))),
        Box::new(move || void(black_box(&rust_builder).best())),
    ));
    let rust_seats: Vec<Vec<Seat>> = bundles.iter().map(|bundle| bundle.seats().copied().collect()).collect();
    pairs.push((
        "fernet_tree_verifier_init, 31 times push, finish",
        10,
        Box::new(move || {
            let (mut verifier, mut sum, mut tree) = (blank(), blank(), blank());
            c!(fernet_tree_verifier_init, output(&mut verifier), input(&c_proving));
            for seats in &c_bundles {
                let (sum, verifier) = (output(&mut sum), in_out(&mut verifier));
                c!(fernet_tree_verifier_insert, sum, verifier, input(&c_proving), array(seats), seats.len());
            }
            c!(fernet_tree_verifier_finish, output(&mut tree), input(&verifier));
        }),
        Box::new(move || {
            let mut verifier = TreeVerifier::new(&proving);
            for seats in &rust_seats {
                let bundle = Bundle::new(&proving, black_box(seats)).expect("a bundle");
                verifier.insert(&bundle).expect("the next bundle");
            }
            void(verifier.finish().expect("complete"));
        }),
    ));

    let amount = |wei: u128| fernet_amount { bytes: Amount::new(wei).expect("below 2^96").to_be_bytes() };
    let settlement = fernet_settlement {
        params: c_params(),
        fees: amount(10_u128.pow(21)),
        bond: amount(0),
        bases: BASES,
        fee_split: 800_000,
        reserved: 0,
    };
    let plan = move || {
        let params = benches::params();
        let split = params.fee_split(800_000).expect("below the cap");
        SettlementPlan::new(
            &params,
            shape,
            Amount::new(black_box(10_u128.pow(21))).expect("small"),
            split,
            Amount::ZERO,
        )
        .expect("needs no bond")
    };
    let mut pay: fernet_amount = blank();
    pairs.push((
        "fernet_settlement_pay",
        500,
        Box::new(move || c!(fernet_settlement_pay, output(&mut pay), input(&settlement), 15, 400_000)),
        Box::new(move || {
            void(
                plan().pay(NodeIndex::new(15), FeeBurn::new(400_000).expect("in range")).expect("a node").to_be_bytes(),
            )
        }),
    ));
    let nodes =
        shape.post_order().flat_map(|node| core::iter::repeat_n(node, if node == NodeIndex::new(15) { 1 } else { 3 }));
    let paid: Vec<fernet_paid_seat> =
        nodes.map(|node| fernet_paid_seat { node: node.get(), fee_burn: 100_000, reserved: 0 }).collect();
    let (mut pays, mut receipt) = (vec![blank::<fernet_amount>(); paid.len()], blank());
    let (rust_paid, rebate) = (paid.clone(), blank::<fernet_rebate>());
    pairs.push((
        "fernet_settle, 31 nodes, 91 seats",
        20,
        Box::new(move || {
            let (receipt, len) = (output(&mut receipt), paid.len());
            let (pays, settlement, paid) = (outputs(&mut pays), input(&settlement), array(&paid));
            c!(fernet_settle, receipt, pays, len, settlement, paid, len, input(&rebate));
        }),
        Box::new(move || {
            let mut ledger = plan().ledger();
            for seat in &rust_paid {
                void(ledger.pay_ppm(NodeIndex::new(seat.node), seat.fee_burn).expect("a free seat").to_be_bytes());
            }
            void(ledger.close(Rebate::NONE).expect("the root is paid"));
        }),
    ));
}

fn c_claim(claim: &Claim) -> fernet_claim {
    claim.into()
}

fn c_registration(seat: &Seat) -> fernet_registration {
    fernet_registration {
        key: fernet_key { bytes: seat.scored_key().key().to_bytes() },
        entry_l1_block: 0,
        exit_l1_block: u64::MAX,
        role: FERNET_ROLE_PROVER,
        reserved: [0; 7],
    }
}

fn c_seat_of(proving: &fernet_proving_context, seat: &Seat) -> fernet_seat {
    let (mut made, ticket) = (blank(), fernet_ticket { bytes: seat.scored_key().ticket().get().to_be_bytes() });
    let (registration, claim) = (c_registration(seat), c_claim(seat.claim()));
    let (proving, registration) = (input(proving), input(&registration));
    c!(fernet_seat_new_with_ticket, output(&mut made), proving, registration, input(&claim), input(&ticket));
    made
}
