//! Random cases of every function, the Rust crates against the contracts: `EVM_CASES` of each, or 10,000.

use evm::{Arg, Word, args, params_words};
use fernet_core::{
    Address, Amount, AttestationId, Availability, Beta, BlockHash, BlockNumber, Claim, DataRoot, FeeBurn, FeeSplit,
    KeyBytes, L1Block, NodeIndex, ParamValues, Params, PinnedMix, Proposal, ProposalId, ProverSeed, ProvingContext,
    RandaoMix, RegistrationRequest, Reveal, Role, Score, ScoredKey, SequencerSeed, Snapshot, Ticket, TreeShape, TxHash,
    TxPerBase, TxRoot, VrfMode,
};
use fernet_rewards::{Funding, Rebate, SettlementPlan, SlashReason};
use revm::primitives::U256;

use crate::values::Values;
use crate::vectors::halves;
use crate::{RULES, call};

/// What a function is asked, and what the Rust crates answer.
type Case = (Vec<Arg>, Result<Vec<[u8; 32]>, String>);

fn word(value: impl Word) -> Result<Vec<[u8; 32]>, String> {
    Ok(vec![value.word()])
}

/// The name of an error, of the innermost one.
pub(crate) fn name(error: impl std::fmt::Debug) -> String {
    let shown = format!("{error:?}");
    shown.trim_end_matches(')').rsplit('(').next().unwrap_or_default().to_owned()
}

fn params_of(chain: u64, rollup: [u8; 20], change: impl FnOnce(&mut ParamValues)) -> Params {
    let mut values = ParamValues::new(chain, Address::from_bytes(rollup));
    change(&mut values);
    Params::new(values).expect("the values are in range")
}

/// A rollup: a chain id and an address, neither zero.
fn rollup(v: &mut Values) -> (u64, [u8; 20], Params) {
    let (chain, mut rollup) = (v.u64().max(1), v.address());
    rollup[19] |= 1;
    (chain, rollup, params_of(chain, rollup, |_| ()))
}

fn pinned(number: u64, mix: [u8; 32]) -> PinnedMix {
    PinnedMix::new(BlockNumber::new(number), L1Block::new(2), RandaoMix::from(mix)).expect("late enough")
}

fn split(ppm: u32) -> FeeSplit {
    params_of(1, [0xfe; 20], |v| (v.fee_split_cap, v.bond_base) = (u32::MAX, 1)).fee_split(ppm).expect("no cap")
}

fn registration(v: &mut Values) -> (u64, [u8; 20], Params, RegistrationRequest) {
    let (chain, rollup, params) = rollup(v);
    let request = RegistrationRequest {
        suite: u8::try_from(v.below(256)).expect("a byte"),
        key: KeyBytes::from_bytes(v.hash()),
        role: [Role::Sequencer, Role::BaseProver, Role::MergeProver, Role::Prover][v.below(4)],
        owner: Address::from_bytes(v.address()),
    };
    (chain, rollup, params, request)
}

fn claim(v: &mut Values) -> (Claim, Vec<[u8; 32]>) {
    let claim = Claim {
        node: NodeIndex::new(v.u64()),
        statement: v.hash().into(),
        proof_digest: v.hash().into(),
        left: v.hash().into(),
        right: v.hash().into(),
        fee_burn: v.u32(),
        payout: v.address().into(),
        rebate_payee: v.address().into(),
    };
    let words = vec![
        claim.node.get().word(),
        *claim.statement.as_bytes(),
        *claim.proof_digest.as_bytes(),
        *claim.left.as_bytes(),
        *claim.right.as_bytes(),
        claim.fee_burn.word(),
        claim.payout.as_bytes().word(),
        claim.rebate_payee.as_bytes().word(),
    ];
    (claim, words)
}

/// Data that attesters attest to, with `attesters`, `quorum` and N.
fn availability(v: &mut Values) -> (Availability, u16, u16, u64) {
    let (attesters, provers) = (v.u16().max(1), v.u64());
    let quorum = 1 + u16::try_from(v.below(attesters.into())).expect("16 bits");
    let params = params_of(1, [0xfe; 20], |values| {
        (values.attesters, values.quorum, values.attest_blocks) = (attesters, quorum, 1);
    });
    let snapshot = Snapshot::new(&params, &pinned(1, [0; 32]));
    let shape = TreeShape::new(1).expect("a base");
    let proving = ProvingContext::new(params, [1; 32].into(), [2; 32].into(), shape, snapshot);
    let data = Availability::new(&proving, DataRoot::from_bytes([3; 32]), provers).expect("attesters");
    (data, attesters, quorum, provers)
}

/// A case of each function that one value of the Rust crates answers. Sums, commitments and openings are in `trees`.
#[allow(clippy::too_many_lines)]
fn case(function: &str, v: &mut Values) -> Case {
    match function {
        "registrationAlpha" => {
            let (chain, rollup, params, request) = registration(v);
            (args![chain, rollup, *request.key.as_bytes()].to_vec(), word(*request.alpha(&params).as_bytes()))
        }
        "registrationId" => {
            let (chain, rollup, params, request) = registration(v);
            let (key, owner) = (*request.key.as_bytes(), *request.owner.as_bytes());
            let asked = args![chain, rollup, request.suite, key, request.role.number(), owner].to_vec();
            (asked, word(*request.id(&params).as_bytes()))
        }
        "sequencerSeed" => {
            let ((chain, rollup, params), number, mix) = (rollup(v), v.u64(), v.hash());
            let seed = SequencerSeed::new(&params, &pinned(number, mix));
            (args![chain, rollup, number, mix].to_vec(), word(*seed.as_bytes()))
        }
        "proverSeed" => {
            let ((chain, rollup, params), number, mix, beta) = (rollup(v), v.u64(), v.hash(), v.beta());
            let seed = ProverSeed::new(&params, &pinned(number, mix), &Beta::from(beta));
            let (beta, tail) = halves(beta);
            (args![chain, rollup, number, mix, beta, tail].to_vec(), word(*seed.as_bytes()))
        }
        "sequencerAlpha" => {
            let seed = v.hash();
            (args![seed].to_vec(), word(*SequencerSeed::from(seed).alpha().as_bytes()))
        }
        "nodeAlpha" => {
            let (seed, node) = (v.hash(), v.u64());
            let alpha = ProverSeed::from(seed).alpha(VrfMode::PerNode, NodeIndex::new(node));
            (args![seed, node].to_vec(), word(*alpha.as_bytes()))
        }
        "blockAlpha" => {
            let seed = v.hash();
            let alpha = ProverSeed::from(seed).alpha(VrfMode::Public, NodeIndex::new(0));
            (args![seed].to_vec(), word(*alpha.as_bytes()))
        }
        "attestAlpha" => {
            let seed = v.hash();
            (args![seed].to_vec(), word(*ProverSeed::from(seed).alpha_attest().as_bytes()))
        }
        "sequencerTicket" | "nodeTicket" | "attestTicket" => {
            let beta = v.beta();
            let ticket = match function {
                "sequencerTicket" => Ticket::sequencer,
                "nodeTicket" => Ticket::per_node,
                _ => Ticket::attester,
            };
            let (first, last) = halves(beta);
            (args![first, last].to_vec(), word(ticket(&beta.into()).get()))
        }
        "blockTicket" => {
            let (beta, node) = (v.beta(), v.u64());
            let (first, last) = halves(beta);
            let ticket = Ticket::per_block(&beta.into(), NodeIndex::new(node));
            (args![first, last, node].to_vec(), word(ticket.get()))
        }
        "publicTicket" => {
            let (seed, node, key) = (v.hash(), v.u64(), v.hash());
            let ticket = Ticket::public(&seed.into(), NodeIndex::new(node), &key.into());
            (args![seed, node, key].to_vec(), word(ticket.get()))
        }
        "isAttester" | "attestationsNeeded" => {
            let ((availability, attesters, quorum, provers), mut ticket) = (availability(v), v.u128());
            if function == "isAttester" {
                if provers > attesters.into() && v.below(3) == 0 {
                    let limit: U256 = (U256::from(attesters) << 128) / U256::from(provers);
                    ticket = limit.to::<u128>() - 1 + u128::try_from(v.below(3)).expect("few");
                }
                let selected = availability.selects(Ticket::new(ticket));
                (args![ticket, attesters, provers].to_vec(), word(selected))
            } else {
                (args![attesters, quorum, provers].to_vec(), word(availability.needed()))
            }
        }
        "score" => {
            let (ticket, fee) = (v.u128(), v.u32());
            let score = Score::new(Ticket::new(ticket), split(fee));
            (args![ticket, fee].to_vec(), word(score.to_be_bytes()))
        }
        "candidateComesBefore" => {
            let (a, mut b) = (candidate(v), candidate(v));
            // Ties at every step of the order.
            let equal = v.below(5);
            if equal > 0 {
                (b.0, b.1) = (a.0, a.1);
            }
            if equal > 1 {
                b.2 = a.2;
            }
            if equal > 2 {
                b.3 = a.3;
            }
            let ranked = |(ticket, fee, key, id): (u128, u32, [u8; 32], [u8; 32])| {
                (ScoredKey::new(key.into(), Ticket::new(ticket), split(fee)), id)
            };
            (args![words_of(a), words_of(b)].to_vec(), word(ranked(a) < ranked(b)))
        }
        "inverseBid" => {
            let ((ticket, _, key, _), mut rival, largest) = (candidate(v), candidate(v), v.u32());
            if v.below(3) == 0 {
                rival.0 = ticket.wrapping_add(u128::try_from(v.below(3)).expect("few")).wrapping_sub(1);
            }
            let scored = ScoredKey::new(rival.2.into(), Ticket::new(rival.0), split(rival.1));
            let fee = scored.fee_to_beat(key.into(), Ticket::new(ticket), largest);
            let answer = vec![fee.is_some().word(), fee.unwrap_or(0).word()];
            (args![ticket, key, words_of(rival), largest].to_vec(), Ok(answer))
        }
        "txRoot" => {
            let hashes = v.hashes();
            let root = TxRoot::new(&hashes.iter().copied().map(TxHash::from).collect::<Vec<_>>());
            (args![&hashes.concat()[..]].to_vec(), word(*root.as_bytes()))
        }
        "dataRoot" => {
            let hashes = v.hashes();
            let root = DataRoot::new(&hashes.iter().copied().map(Into::into).collect::<Vec<_>>());
            (args![&hashes.concat()[..]].to_vec(), word(*root.as_bytes()))
        }
        "txOrderHash" | "txOrderDataHash" => {
            let (salt, fees, data, count, root) = (v.hash(), v.u128(), v.hash(), v.u64(), v.hash());
            let with_data = function == "txOrderDataHash";
            let data_root = with_data.then(|| DataRoot::from_bytes(data));
            let reveal = Reveal { salt: salt.into(), fees, count, tx_root: root.into(), data_root };
            let asked = match data_root {
                Some(_) => args![salt, fees, data, count, root].to_vec(),
                None => args![salt, fees, count, root].to_vec(),
            };
            (asked, word(*reveal.tx_order_hash().as_bytes()))
        }
        "commitment" => {
            let ((chain, rollup, params), number) = (rollup(v), v.u64());
            let (parent, fee_split, order) = (v.hash(), v.u32(), v.hash());
            let commitment =
                proposal(parent, fee_split, order, [0; 20], 0).commitment(&params, BlockNumber::new(number));
            (args![chain, rollup, number, parent, fee_split, order].to_vec(), word(*commitment.as_bytes()))
        }
        "proposalId" => {
            let (payout, bond) = (v.address(), v.u128());
            let (_, _, params) = rollup(v);
            let proposal = proposal(v.hash(), v.u32(), v.hash(), payout, bond);
            let commitment = *proposal.commitment(&params, BlockNumber::new(7)).as_bytes();
            let id = proposal.id(&params, BlockNumber::new(7));
            (args![commitment, payout, bond].to_vec(), word(*id.as_bytes()))
        }
        "claimId" => {
            let (seed, proposal, (claim, words)) = (v.hash(), v.hash(), claim(v));
            let id = claim.id(&ProverSeed::from(seed), &ProposalId::from(proposal));
            (args![seed, proposal, words].to_vec(), word(*id.as_bytes()))
        }
        "attestationId" => {
            let (seed, proposal, data) = (v.hash(), v.hash(), v.hash());
            let id = AttestationId::new(&seed.into(), &proposal.into(), &data.into());
            (args![seed, proposal, data].to_vec(), word(*id.as_bytes()))
        }
        "certificateId" => {
            let (seed, proposal, data) = (v.hash(), v.hash(), v.hash());
            let (attesters, mut keys) = (1 + v.below(9), Vec::new());
            keys.resize_with(attesters, || v.0.bytes());
            keys.sort_unstable();
            let count = u16::try_from(attesters).expect("few");
            let params = params_of(1, [0xfe; 20], |values| {
                (values.attesters, values.quorum, values.attest_blocks) = (count, count, 1);
            });
            let snapshot = Snapshot::new(&params, &pinned(1, [0; 32]));
            let shape = TreeShape::new(1).expect("a base");
            let proving = ProvingContext::new(params, seed.into(), proposal.into(), shape, snapshot);
            let data_root = DataRoot::from_bytes(data);
            let availability = Availability::new(&proving, data_root, count.into()).expect("attesters");
            let listed = keys.iter().map(|key| KeyBytes::from_bytes(*key)).collect::<Vec<_>>();
            let id = availability.check_certificate(&data_root, listed.into_iter()).expect("a certificate");
            (args![seed, proposal, data, &keys.concat()[..]].to_vec(), word(*id.as_bytes()))
        }
        "minimumBond" => {
            // A product of 1 in a million is the least that rounding up shows.
            let (base, fee_split) = (v.number(64), if v.below(2) == 0 { v.ppm() } else { v.u32() });
            let params = params_of(1, [0xfe; 20], |p| (p.fee_split_cap, p.bond_base) = (u32::MAX, base.max(1)));
            let bond = params.minimum_bond(params.fee_split(fee_split).expect("no cap"));
            (args![base.max(1), fee_split].to_vec(), word(bond.wei()))
        }
        "bases" | "nodes" | "root" | "span" | "children" | "parent" | "depth" | "nextInPostOrder" => shape(function, v),
        "check" => {
            let mut values = v.params();
            values.proofs_per_node = u8::try_from(v.below(5)).expect("few");
            values.root_seats = (v.below(2) == 0).then(|| u8::try_from(v.below(5)).expect("few"));
            values.bond_base = v.amount();
            if v.below(4) == 0 {
                values.chain_id = v.u64();
                values.randao_lag = v.u32();
                values.proposal_blocks = v.u32();
                values.claim_blocks = v.u32();
                values.quorum = v.u16();
                values.attest_blocks = u32::try_from(v.below(60)).expect("few");
                values.reveal_slash_amount = v.amount();
                values.base_share = Some(v.ppm());
            }
            if v.below(8) == 0 {
                let blocks = values.proving_blocks - 1 + u32::try_from(v.below(3)).expect("few");
                (values.attesters, values.quorum, values.attest_blocks) = (1, 1, blocks);
            }
            (args![params_words(&values)].to_vec(), Params::new(values).map(|_| Vec::new()).map_err(name))
        }
        "fund" => {
            let (params, fees, ppm, bond) = (v.checked(), v.amount(), v.ppm(), v.amount());
            let fund = || -> Result<Vec<[u8; 32]>, String> {
                let split = params.fee_split(ppm).map_err(name)?;
                let amount = |wei| Amount::new(wei).map_err(|_| "AmountTooLarge".to_owned());
                let funding = Funding::new(&params, amount(fees)?, split, amount(bond)?).map_err(name)?;
                Ok(funding_words(funding))
            };
            (args![params_words(&params.values()), fees, ppm, bond].to_vec(), fund())
        }
        "pay" | "reserve" | "settle" => settlement(function, v),
        "slash" => {
            let (held, amount, bond) = (v.number(96), v.number(96), v.number(96));
            let params = params_of(1, [0xfe; 20], |values| values.proof_slash_amount = amount);
            let wei = |wei| Amount::new(wei).expect("an amount");
            let slashed = fernet_rewards::slash(&params, SlashReason::NotProven, split(0), wei(held), wei(bond));
            let answer = vec![slashed.slashed().wei().word(), slashed.stake_left().wei().word()];
            (args![held, amount].to_vec(), Ok(answer))
        }
        "unclaimed" => {
            let (reserved, claimed) = (v.number(96), v.amount());
            let left = Amount::new(claimed).map_err(|_| "AmountTooLarge".to_owned()).and_then(|claimed| {
                let reserved = Amount::new(reserved).expect("an amount");
                fernet_rewards::unclaimed(reserved, claimed).map_err(name)
            });
            (args![reserved, claimed].to_vec(), left.map(|wei| vec![wei.wei().word()]))
        }
        other => panic!("no case of {other}: write one"),
    }
}

/// A ticket, a bid, a key and an id.
fn candidate(v: &mut Values) -> (u128, u32, [u8; 32], [u8; 32]) {
    (v.u128(), v.u32(), v.hash(), v.hash())
}

fn words_of((ticket, fee, key, id): (u128, u32, [u8; 32], [u8; 32])) -> Vec<[u8; 32]> {
    vec![ticket.word(), fee.word(), key, id]
}

fn proposal(parent: [u8; 32], fee_split: u32, order: [u8; 32], payout: [u8; 20], bond: u128) -> Proposal {
    Proposal { parent: BlockHash::from(parent), fee_split, tx_order_hash: order.into(), payout: payout.into(), bond }
}

fn funding_words(funding: Funding) -> Vec<[u8; 32]> {
    let amounts = [funding.fees(), funding.pool(), funding.sequencer(), funding.bond_used(), funding.bond_returned()];
    amounts.map(|amount| amount.wei().word()).to_vec()
}

fn shape(function: &str, v: &mut Values) -> Case {
    if function == "bases" {
        let (transactions, per_base) =
            (v.number(35) as u64, if v.below(2) == 0 { TxPerBase::One } else { TxPerBase::Two });
        let shape = TreeShape::for_transactions(transactions, per_base);
        let asked = args![transactions, u8::from(per_base)].to_vec();
        return (asked, shape.map(|shape| vec![shape.bases().word()]).map_err(name));
    }
    if function == "nodes" {
        let bases = v.number(34) as u64;
        return (args![bases].to_vec(), TreeShape::new(bases).map(|shape| vec![shape.nodes().word()]).map_err(name));
    }
    let bases = v.bases();
    let shape = TreeShape::new(bases).expect("a tree");
    let number = U256::from_be_bytes(v.0.bytes());
    let node = |count: u64| (number % U256::from(count)).to::<u64>();
    let mut any = NodeIndex::new(node(shape.nodes()));
    if function == "root" {
        return (args![bases].to_vec(), word(shape.root().get()));
    }
    if function == "children" {
        if bases == 1 {
            return (args![2_u64, 1_u64].to_vec(), Ok(vec![0_u64.word(), 2_u64.word()]));
        }
        any = NodeIndex::new(node(bases - 1) * 2 + 1);
    }
    if any == shape.root() && ["parent", "nextInPostOrder"].contains(&function) {
        return (args![3_u64, 0_u64].to_vec(), word(if function == "parent" { 1_u64 } else { 2_u64 }));
    }
    let two = |(a, b): (u64, u64)| vec![a.word(), b.word()];
    let answer = match function {
        "span" => shape.span(any).map(|span| two((span.start, span.end))),
        "children" => shape.children(any).map(|(left, right)| two((left.get(), right.get()))),
        "parent" => shape.parent(any).map(|node| vec![node.get().word()]),
        "depth" => shape.depth_of(any).map(|depth| vec![depth.word()]),
        _ => shape.next_in_post_order(any).map(|node| vec![node.get().word()]),
    };
    (args![bases, any.get()].to_vec(), Ok(answer.expect("a node")))
}

fn settlement(function: &str, v: &mut Values) -> Case {
    let (params, bases) = (v.checked(), v.bases());
    let shape = TreeShape::new(bases).expect("a tree");
    let split = params.fee_split(v.ppm().min(params.fee_split_cap())).expect("below the cap");
    let fees = Amount::new(v.number(90)).expect("an amount");
    let plan = SettlementPlan::new(&params, shape, fees, split, Amount::MAX);
    let Ok(plan) = plan else {
        return settlement(function, v);
    };
    let (words, pool) = (params_words(&params.values()), plan.funding().pool().wei());
    if function == "pay" {
        let limit = shape.nodes();
        let node = if v.below(8) == 0 { limit } else { (U256::from_be_bytes(v.0.bytes()) % U256::from(limit)).to() };
        let burn = v.ppm();
        let pay = match FeeBurn::new(burn) {
            Err(_) => Err("BurnAbovePpm".to_owned()),
            Ok(burn) => plan.pay(NodeIndex::new(node), burn).map(|pay| vec![pay.wei().word()]).map_err(name),
        };
        return (args![words, bases, pool, node, burn].to_vec(), pay);
    }
    let full = |share: usize, count: u64| u64::try_from(share).expect("a share") * count;
    let kept = [v.share() as usize, v.share() as usize];
    let per_node = u64::from(params.proofs_per_node());
    let mut kept = [full(kept[0], bases * per_node), full(kept[1], (bases - 1) * per_node)];
    if v.below(6) == 0 {
        kept[v.below(2)] = v.u64();
    }
    let (payee, base_fee, rate) = (v.address(), v.u64(), v.amount());
    let prices = Amount::new(rate).map(|rate| Rebate::new(payee.into(), base_fee, rate));
    let settled = plan.settle(kept[0], kept[1], prices.unwrap_or(Rebate::NONE)).map_err(name);
    if function == "reserve" {
        let reserved = settled.map(|receipt| vec![receipt.reserved().wei().word()]);
        return (args![words, bases, pool, kept[0], kept[1]].to_vec(), reserved);
    }
    let settled = settled.and_then(|receipt| {
        let _ = prices.map_err(|_| "AmountTooLarge".to_owned())?;
        let amounts = [receipt.reserved(), receipt.burned(), receipt.rebate()];
        Ok([funding_words(plan.funding()), amounts.map(|amount| amount.wei().word()).to_vec()].concat())
    });
    let asked = args![words, bases, funding_words(plan.funding()), kept[0], kept[1], payee, base_fee, rate].to_vec();
    (asked, settled)
}

pub(crate) fn count() -> usize {
    evm::count("EVM_CASES", 10_000)
}

/// The functions whose cases are in `trees`.
const OF_TREES: [&str; 10] = [
    "add",
    "addSeat",
    "bundleCommitment",
    "openedSeat",
    "openingRoot",
    "seatId",
    "seatsDigest",
    "treeComesBefore",
    "treeDataHash",
    "verifyOpening",
];

#[test]
fn every_function_agrees_with_the_crates() {
    let functions: Vec<String> = RULES.with_borrow(|rules| rules.functions().map(str::to_owned).collect());
    assert!(OF_TREES.iter().all(|name| functions.iter().any(|function| function == name)));
    for function in functions.iter().filter(|function| !OF_TREES.contains(&function.as_str())) {
        let mut values = Values::new("cases");
        let mut accepted = 0;
        for _ in 0..count() {
            let (asked, expected) = case(function, &mut values);
            let answer = call(function, &asked).map(|returned| returned.words().to_vec());
            assert_eq!(answer, expected, "{function} {asked:02x?}");
            accepted += usize::from(expected.is_ok());
        }
        assert!(accepted * 20 > count(), "{function}: {accepted} cases are accepted");
    }
}
