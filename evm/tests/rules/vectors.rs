//! Every vector of a rule that the libraries have.

use std::fs;
use std::path::Path;

use evm::{Word, args, params_words};
use fernet_core::{Address, ParamValues, SequencerSuite, TxPerBase, VrfMode};
use serde_json::Value;
use test_vectors::{Object, Operation, Outcome, check_operation, json};

use crate::{ask, call};

macro_rules! operation {
    ($file:literal, $spec:literal, $run:path) => {
        Operation { file: $file, specs: &[$spec], run: $run }
    };
}

/// The files whose cases run here.
const OPERATIONS: [Operation; 16] = [
    operation!("params/params", "#parameters", params),
    operation!("seed/seed", "#seeds", seed),
    operation!("ticket/ticket", "#ticket", ticket),
    operation!("score/score", "#score", score),
    operation!("score/order", "#ranking", order),
    operation!("score/inverse", "#inverse-bid", inverse),
    operation!("election/tx_order", "#tx-order", tx_order),
    operation!("election/proposal", "#proposal", proposal),
    operation!("shape/bases", "#bases", bases),
    operation!("shape/shape", "#shape", shape),
    operation!("shape/node", "#node-number", node),
    operation!("opening/verify", "#opening", opening),
    operation!("settlement/settle", "#settlement", settle),
    operation!("settlement/sums", "#reserve", sums),
    operation!("settlement/reveal", "#reveal", reveal),
    operation!("settlement/slash", "#slash", slash),
];

/// The files of `vectors/` whose cases do not run here, and where they do or why no contract needs them.
const ELSEWHERE: [(&str, &[&str]); 9] = [
    ("tests/messages", &["message/"]),
    ("tests/proofs.rs", &["vrf-p256/proofs", "vrf-p256/witness", "rfc9381-p256/sswu"]),
    ("tests/rollup drives the block with sequencers on P-256; FernetRollup takes no others", &["block/"]),
    (
        "rules about the state of FernetRollup, which tests/rollup compares with the crates",
        &[
            "election/chain",
            "election/election",
            "election/evidence",
            "election/phase",
            "election/snapshot",
            "randao/pin",
            "registry/",
        ],
    ),
    ("L1 reads a mix from a header", &["randao/mix", "randao/ring"]),
    (
        "the root's proof attests to claims, bundles and certificates; `random` and `trees` have their hashes and sums",
        &["availability/", "bundle/"],
    ),
    (
        "tree data and openings are made outside of L1; `trees` compares the data and the openings that are verified",
        &["opening/open", "opening/tree_data"],
    ),
    ("advice for bidders", &["score/odds", "settlement/mev", "settlement/mev_sources"]),
    (
        "edwards25519, keys and other suites are for clients",
        &["rfc9381/", "rfc9381-p256/tai", "vrf/", "vrf-p256/derivation", "vrf-p256/keys"],
    ),
];

#[test]
fn every_case_comes_out_as_it_is_written() {
    OPERATIONS.iter().for_each(check_operation);
}

#[test]
fn no_file_is_left_out() {
    let here = |file: &str| OPERATIONS.iter().any(|operation| operation.file == file);
    let listed = |file: &str| {
        let named = |name: &&&str| file == **name || (name.ends_with('/') && file.starts_with(**name));
        ELSEWHERE.iter().flat_map(|(_, names)| names.iter()).filter(named).count()
    };
    let entries = |path: &Path| fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
    for folder in entries(&test_vectors::folder()).filter(|path| path.is_dir()) {
        let name = |path: &Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
        for file in entries(&folder).filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
            let file = format!("{}/{}", name(&folder), name(&file));
            assert_eq!(usize::from(here(&file)) + listed(&file), 1, "{file}");
        }
    }
}

fn hex(word: [u8; 32]) -> String {
    word.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The enumeration of an error, which the contracts do not name.
fn of(enumeration: &'static str) -> impl Fn(String) -> String {
    move |error| format!("{enumeration}::{error}")
}

fn values(input: &Object<'_>) -> ParamValues {
    ParamValues::new(input.int("chain_id"), Address::from_bytes(input.array("rollup_address")))
}

fn some_values() -> ParamValues {
    ParamValues::new(1, Address::from_bytes([0xfe; 20]))
}

fn params(input: &Object<'_>) -> Outcome {
    let (tx_per_base, vrf_mode) = (input.int::<u8>("tx_per_base"), input.text("vrf_mode"));
    let suite = input.text("sequencer_suite");
    let mut values = ParamValues {
        proofs_per_node: input.int("proofs_per_node"),
        root_seats: input.maybe_int("root_seats"),
        fee_split_cap: input.int("fee_split_cap"),
        randao_lag: input.int("randao_lag"),
        activation_delay: input.int("activation_delay"),
        proposal_blocks: input.int("proposal_blocks"),
        reveal_blocks: input.int("reveal_blocks"),
        proving_blocks: input.int("proving_blocks"),
        bond_base: input.int("bond_base"),
        reveal_slash_amount: input.int("reveal_slash_amount"),
        proof_slash_amount: input.int("proof_slash_amount"),
        block_reward: input.int("block_reward"),
        rebate_cap: input.int("rebate_cap"),
        base_share: input.maybe_int("base_share"),
        rebate_gas: input.int("rebate_gas"),
        claim_blocks: input.int("claim_blocks"),
        attesters: input.int("attesters"),
        quorum: input.int("quorum"),
        attest_blocks: input.int("attest_blocks"),
        ..values(input)
    };
    // Names are no part of what a contract reads: numbers are checked where a message is decoded.
    let name = |error| format!("{error:?}");
    values.tx_per_base = TxPerBase::try_from(tx_per_base).map_err(name).map_err(of("ParamsError"))?;
    values.vrf_mode = vrf_mode.parse::<VrfMode>().map_err(name).map_err(of("ParamsError"))?;
    values.sequencer_suite = suite.parse::<SequencerSuite>().map_err(name).map_err(of("ParamsError"))?;
    call("check", args![params_words(&values)]).map_err(of("ParamsError"))?;
    let params = fernet_core::Params::new(values).expect("the contract accepts them");
    Ok(json!({ "warnings": params.warnings().map(|warning| format!("{warning:?}")).collect::<Vec<_>>() }))
}

/// Numbers that no list has, which only a contract can be given.
#[test]
fn numbers_of_no_choice() {
    let words = params_words(&some_values());
    for (place, number, error) in [
        (5, 0_u8, "TxPerBase"),
        (5, 3, "TxPerBase"),
        (6, 3, "VrfMode"),
        (24, 1, "SequencerSuite"),
        (24, 3, "SequencerSuite"),
    ] {
        let mut changed = words.clone();
        changed[place] = number.word();
        assert_eq!(call("check", args![changed]), Err(error.to_owned()));
    }
}

fn seed(input: &Object<'_>) -> Outcome {
    let (chain, rollup) = (input.int::<u64>("chain_id"), input.array::<20>("rollup_address"));
    let (number, mix) = (input.int::<u64>("block_number"), input.array::<32>("mix"));
    let (beta, tail) = halves(input.array("beta"));
    let sequencer = ask("sequencerSeed", args![chain, rollup, number, mix]).word(0);
    let prover = ask("proverSeed", args![chain, rollup, number, mix, beta, tail]).word(0);
    Ok(json!({
        "sequencer_seed": hex(sequencer), "prover_seed": hex(prover),
        "alpha_sequencer": hex(ask("sequencerAlpha", args![sequencer]).word(0)),
        "alpha_node": hex(ask("nodeAlpha", args![prover, input.int::<u64>("node")]).word(0)),
        "alpha_block": hex(ask("blockAlpha", args![prover]).word(0)),
    }))
}

/// The two words of an output.
pub(crate) fn halves(beta: [u8; 64]) -> ([u8; 32], [u8; 32]) {
    let (first, last) = beta.split_at(32);
    (first.try_into().expect("32 bytes"), last.try_into().expect("32 bytes"))
}

fn ticket(input: &Object<'_>) -> Outcome {
    let (beta, tail) = halves(input.array("beta"));
    let (node, key) = (input.int::<u64>("node"), input.array::<32>("key"));
    let ticket = |function, args: &[evm::Arg]| ask(function, args).int(0).to_string();
    Ok(json!({
        "sequencer": ticket("sequencerTicket", args![beta, tail]), "per_node": ticket("nodeTicket", args![beta, tail]),
        "per_block": ticket("blockTicket", args![beta, tail, node]),
        "public": ticket("publicTicket", args![input.array::<32>("prover_seed"), node, key]),
    }))
}

fn score(input: &Object<'_>) -> Outcome {
    let score = ask("score", args![input.int::<u128>("ticket"), input.int::<u32>("fee")]);
    Ok(json!({ "score": score.int(0).to_string() }))
}

/// The words of a candidate.
fn candidate(object: &Object<'_>, id: [u8; 32]) -> Vec<[u8; 32]> {
    vec![object.int::<u128>("ticket").word(), object.int::<u32>("fee").word(), object.array("key"), id]
}

fn order(input: &Object<'_>) -> Outcome {
    let all: Vec<_> = input.objects("candidates").iter().map(|object| candidate(object, object.array("id"))).collect();
    let comes_before = |a: usize, b: usize| ask("candidateComesBefore", args![all[a].clone(), all[b].clone()]).is(0);
    let mut best: Vec<usize> = Vec::new();
    for index in 0..all.len() {
        let place = best.iter().position(|other| comes_before(index, *other)).unwrap_or(best.len());
        best.insert(place, index);
    }
    // A key counts once.
    let first_of_its_key = |place: &usize| !best[..*place].iter().any(|other| all[*other][2] == all[best[*place]][2]);
    let places = (0..best.len()).filter(first_of_its_key).take(input.int("k"));
    // The same candidate twice is the first of the two.
    let first = |index: usize| all.iter().position(|other| *other == all[index]);
    Ok(json!({ "best": places.map(|place| first(best[place]).map(|index| index.to_string())).collect::<Vec<_>>() }))
}

fn inverse(input: &Object<'_>) -> Outcome {
    let rival = candidate(&input.object("rival"), [0; 32]);
    let (ticket, key, max) = (input.int::<u128>("ticket"), input.array::<32>("key"), input.int::<u32>("max"));
    let found = ask("inverseBid", args![ticket, key, rival, max]);
    Ok(json!({ "fee": found.is(0).then(|| found.int(1).to_string()) }))
}

fn tx_order(input: &Object<'_>) -> Outcome {
    let transactions = input.arrays::<32>("transactions");
    let root = ask("txRoot", args![&transactions.concat()[..]]).word(0);
    let count = u64::try_from(transactions.len()).expect("a count");
    let order = args![input.array::<32>("salt"), input.int::<u128>("fees"), count, root].to_vec();
    Ok(json!({ "tx_root": hex(root), "tx_order_hash": hex(ask("txOrderHash", &order).word(0)) }))
}

fn proposal(input: &Object<'_>) -> Outcome {
    let (chain, rollup) = (input.int::<u64>("chain_id"), input.array::<20>("rollup_address"));
    let (number, parent) = (input.int::<u64>("block_number"), input.array::<32>("parent"));
    let (split, order) = (input.int::<u32>("fee_split"), input.array::<32>("tx_order_hash"));
    let commitment = ask("commitment", args![chain, rollup, number, parent, split, order]).word(0);
    let id = ask("proposalId", args![commitment, input.array::<20>("payout"), input.int::<u128>("bond")]).word(0);
    Ok(json!({ "commitment": hex(commitment), "proposal_id": hex(id) }))
}

fn bases(input: &Object<'_>) -> Outcome {
    let (transactions, per_base) = (input.int::<u64>("transactions"), input.int::<u8>("tx_per_base"));
    let bases = call("bases", args![transactions, per_base]).map_err(of("ShapeError"))?.int(0);
    Ok(json!({ "bases": bases.to_string(), "nodes": ask("nodes", args![bases]).int(0).to_string() }))
}

fn shape(input: &Object<'_>) -> Outcome {
    let bases = input.int::<u64>("bases");
    let nodes = call("nodes", args![bases]).map_err(of("ShapeError"))?.int(0).to::<u64>();
    let root = ask("root", args![bases]).int(0).to::<u64>();
    let parent = |node: u64| (node != root).then(|| ask("parent", args![bases, node]).int(0).to_string());
    let next = |node: &u64| (*node != root).then(|| ask("nextInPostOrder", args![bases, *node]).int(0).to::<u64>());
    let post_order: Vec<_> = std::iter::successors(Some(0), next).map(|node| node.to_string()).collect();
    Ok(json!({
        "root": root.to_string(), "post_order": post_order, "parents": (0..nodes).map(parent).collect::<Vec<_>>(),
    }))
}

fn node(input: &Object<'_>) -> Outcome {
    let (bases, node) = (input.int::<u64>("bases"), input.int::<u64>("node"));
    let nodes = call("nodes", args![bases]).map_err(of("ShapeError"))?.int(0).to::<u64>();
    if node >= nodes {
        return Err("ClaimError::ForeignNode".to_owned());
    }
    let span = ask("span", args![bases, node]);
    let merge = (node % 2 == 1).then(|| ask("children", args![bases, node]));
    let child = |place| merge.as_ref().map(|children| children.int(place).to_string());
    let root = ask("root", args![bases]).int(0).to::<u64>();
    Ok(json!({
        "kind": if node % 2 == 0 { "base" } else { "merge" },
        "first_base": span.int(0).to_string(), "end_base": span.int(1).to_string(),
        "left": child(0), "right": child(1),
        "parent": (node != root).then(|| ask("parent", args![bases, node]).int(0).to_string()),
    }))
}

fn opening(input: &Object<'_>) -> Outcome {
    let (seed, proposal) = (input.array::<32>("prover_seed"), input.array::<32>("proposal_id"));
    let (root, bytes, bases) = (input.array::<32>("root"), input.bytes("opening"), input.int::<u64>("bases"));
    call("verifyOpening", args![&bytes[..], bases, seed, proposal, root]).map_err(of("OpeningError"))?;
    let seat = ask("openedSeat", args![&bytes[..]]);
    let (node, position) = (seat.int(1).to::<u64>(), seat.int(10).to::<u64>());
    Ok(json!({
        "key": hex(seat.word(0)), "node": node.to_string(), "fee_burn": seat.int(6).to_string(),
        "payout": hex(seat.word(7))[24..], "score": seat.int(9).to_string(),
        "claimed_bit": (3 * node + position).to_string(),
    }))
}

/// What a case settles: the parameters, bases, funding, and the words of the rebate.
type Settled = (Vec<[u8; 32]>, u64, Vec<[u8; 32]>, [[u8; 32]; 3]);

fn funded(input: &Object<'_>) -> Result<Settled, String> {
    let fee_split = input.int::<u32>("fee_split");
    let values = ParamValues {
        proofs_per_node: input.int("proofs_per_node"),
        root_seats: input.maybe_int("root_seats"),
        base_share: input.maybe_int("base_share"),
        block_reward: input.int("block_reward"),
        rebate_cap: input.int("rebate_cap"),
        rebate_gas: input.int("rebate_gas"),
        fee_split_cap: fee_split.max(1_000_000),
        bond_base: input.int("bond_base"),
        ..some_values()
    };
    let params = params_words(&values);
    let prices = input.maybe_object("rebate");
    let prices = prices.map(|prices| (prices.int::<u64>("base_fee"), prices.int::<u128>("rate")));
    let rebate = prices.map_or([[0; 32]; 3], |(fee, rate)| [[9; 20].word(), fee.word(), rate.word()]);
    let (fees, bond, bases) = (input.int::<u128>("fees"), input.int::<u128>("bond"), input.int("bases"));
    let funding = call("fund", args![params.clone(), fees, fee_split, bond]).map_err(of("SettleError"))?;
    Ok((params, bases, funding.words().to_vec(), rebate))
}

fn receipt((params, bases, funding, rebate): &Settled, kept: [u64; 2]) -> Result<Value, String> {
    let words = args![params.clone(), *bases, funding.clone(), kept[0], kept[1], rebate[0], rebate[1], rebate[2],];
    let receipt = call("settle", words).map_err(of("SettleError"))?;
    let wei = |place| receipt.int(place).to_string();
    Ok(json!({
        "pool": wei(1), "sequencer": wei(2), "bond_used": wei(3),
        "reserved": wei(5), "burned": wei(6), "rebate": wei(7),
    }))
}

fn settle(input: &Object<'_>) -> Outcome {
    let seats: Vec<(u64, u32)> =
        input.objects("seats").iter().map(|seat| (seat.int("node"), seat.int("fee_burn"))).collect();
    let settled = funded(input)?;
    let (params, bases, funding, _) = &settled;
    let (mut pays, mut kept, mut paid) = (Vec::new(), [0, 0], Vec::new());
    for (node, burn) in seats {
        let pay = call("pay", args![params.clone(), *bases, funding[1], node, burn]).map_err(of("SettleError"))?;
        // A contract pays by openings, which prove what a ledger has to refuse.
        in_order(params, *bases, &paid, node)?;
        paid.push(node);
        pays.push(pay.int(0).to_string());
        kept[usize::from(node % 2 == 1)] += u64::from(1_000_000 - burn);
    }
    let root = ask("root", args![*bases]).int(0).to::<u64>();
    if paid.last() != Some(&root) {
        return Err("SettleError::NoRoot".to_owned());
    }
    let mut output = receipt(&settled, kept)?;
    output["pays"] = pays.into();
    Ok(output)
}

/// The order of a ledger's pays (SPEC `#pay-order`), which no contract keeps.
fn in_order(params: &[[u8; 32]], bases: u64, paid: &[u64], node: u64) -> Result<(), String> {
    let place = |node| {
        let span = ask("span", args![bases, node]);
        (span.int(1), std::cmp::Reverse(span.int(0)))
    };
    if paid.last().is_some_and(|last| place(node) < place(*last)) {
        return Err("SettleError::OutOfOrder".to_owned());
    }
    let is_root = ask("root", args![bases]).int(0).to::<u64>() == node;
    let [.., seats] = params[if is_root { 3 } else { 2 }];
    let before = paid.iter().filter(|other| **other == node).count();
    if before >= usize::from(seats) { Err("SettleError::TooManySeats".to_owned()) } else { Ok(()) }
}

fn sums(input: &Object<'_>) -> Outcome {
    let kept = [input.int("kept_base"), input.int("kept_merge")];
    let claimed = input.int::<u128>("claimed");
    let mut output = receipt(&funded(input)?, kept)?;
    let reserved: u128 = output["reserved"].as_str().and_then(|wei| wei.parse().ok()).expect("wei");
    let left = call("unclaimed", args![reserved, claimed]).map_err(of("SettleError"))?;
    output["unclaimed"] = left.int(0).to_string().into();
    Ok(output)
}

fn reveal(input: &Object<'_>) -> Outcome {
    let attesters = input.int::<u16>("attesters");
    let values = ParamValues {
        tx_per_base: TxPerBase::try_from(input.int::<u8>("tx_per_base")).expect("a mode"),
        fee_split_cap: input.int("fee_split_cap"),
        block_reward: input.int("block_reward"),
        bond_base: input.int("bond_base"),
        attesters,
        quorum: attesters,
        attest_blocks: attesters.into(),
        ..some_values()
    };
    let (split, bond, fees) = (input.int::<u32>("fee_split"), input.int::<u128>("bond"), input.int::<u128>("fees"));
    let (salt, count) = (input.array::<32>("salt"), input.int::<u64>("count"));
    let (root, expected) = (input.array::<32>("tx_root"), input.array::<32>("tx_order_hash"));
    let data = input.maybe_bytes("data_root").map(|root| <[u8; 32]>::try_from(root).expect("32 bytes"));
    let bases = call("bases", args![count, u8::from(values.tx_per_base)]).map_err(of("ShapeError"))?;
    let refused = |error: String| match error.as_str() {
        "FeeSplitAboveCap" => format!("BidError::{error}"),
        _ => format!("SettleError::{error}"),
    };
    let funding = call("fund", args![params_words(&values), fees, split, bond]).map_err(refused)?;
    let order = match data {
        None if attesters != 0 => return Err("RevealError::DataRootMissing".to_owned()),
        Some(_) if attesters == 0 => return Err("RevealError::DataRootNotNeeded".to_owned()),
        None => ask("txOrderHash", args![salt, fees, count, root]),
        Some(data) => ask("txOrderDataHash", args![salt, fees, data, count, root]),
    };
    if order.word(0) != expected {
        return Err("RevealError::WrongOrder".to_owned());
    }
    let wei = |place| funding.int(place).to_string();
    Ok(json!({ "bases": bases.int(0).to_string(), "pool": wei(1), "sequencer": wei(2), "bond_used": wei(3) }))
}

fn slash(input: &Object<'_>) -> Outcome {
    let amount = match input.text("reason") {
        "not-revealed" => input.int::<u128>("reveal_slash_amount"),
        _ => input.int::<u128>("proof_slash_amount"),
    };
    let _other = (input.int::<u128>("reveal_slash_amount"), input.int::<u128>("proof_slash_amount"));
    let minimum = ask("minimumBond", args![input.int::<u128>("bond_base"), input.int::<u32>("fee_split")]).int(0);
    let (stake, bond) = (input.int::<u128>("stake"), input.int::<u128>("bond"));
    if stake >> 96 != 0 || bond >> 96 != 0 {
        return Err("SettleError::AmountTooLarge".to_owned());
    }
    let (slashed, forfeit) = (ask("slash", args![stake, amount]), ask("slash", args![bond, minimum]));
    Ok(json!({
        "slashed": slashed.int(0).to_string(), "forfeit": forfeit.int(0).to_string(),
        "bond_returned": forfeit.int(1).to_string(),
    }))
}
