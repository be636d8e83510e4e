//! `election/`.

use super::{Outcome, json, name, params};
use fernet_core::{
    Beta, BlockHash, BlockNumber, BlockPhase, Effect, Election, Event, Evidence, L1Block, Params, Phase, PinnedMix,
    Proposal, RandaoMix, Registration, Reveal, Role, TxHash, TxRootHasher,
};
use test_vectors::Object;

pub(crate) fn tx_order(input: &Object<'_>) -> Outcome {
    let transactions: Vec<TxHash> = input.arrays("transactions").into_iter().map(TxHash::from).collect();
    let reveal = Reveal::new(input.array("salt").into(), input.int("fees"), &transactions);
    let mut hasher = TxRootHasher::new(reveal.count);
    transactions.iter().for_each(|transaction| hasher.append(transaction));
    assert_eq!(hasher.finish(), Some(reveal.tx_root));
    Ok(json!({ "tx_root": reveal.tx_root.to_string(), "tx_order_hash": reveal.tx_order_hash().to_string() }))
}

pub(crate) fn evidence(input: &Object<'_>) -> Outcome {
    let ids = if input.text("kind") == "claims" { super::bundle::evidence(input) } else { proposals_evidence(input) };
    Ok(json!({ "ids": ids }))
}

fn proposals_evidence(input: &Object<'_>) -> Option<[String; 2]> {
    let params = params(input.int("chain_id"), input.array("rollup_address").into(), |_| ());
    let [a, b] = ["a", "b"].map(|name| {
        let object = input.object(name);
        let (number, mix) = (BlockNumber::new(object.int("block_number")), RandaoMix::from(object.array("mix")));
        (PinnedMix::new(number, L1Block::new(2), mix).expect("late enough"), read_proposal(&object))
    });
    let key = input.array("key").into();
    let found = Evidence::of_proposals(&params, key, (&a.0, &a.1), (&b.0, &b.1))?;
    assert_eq!(Evidence::of_proposals(&params, key, (&b.0, &b.1), (&a.0, &a.1)), Some(found));
    Some(found.ids().map(|id| id.to_string()))
}

fn read_proposal(object: &Object<'_>) -> Proposal {
    Proposal {
        parent: object.array("parent").into(),
        fee_split: object.int("fee_split"),
        tx_order_hash: object.array("tx_order_hash").into(),
        payout: object.array("payout").into(),
        bond: object.int("bond"),
    }
}

pub(crate) fn proposal(input: &Object<'_>) -> Outcome {
    let params = params(input.int("chain_id"), input.array("rollup_address").into(), |_| {});
    let (block_number, proposal) = (BlockNumber::new(input.int("block_number")), read_proposal(input));
    Ok(json!({
        "commitment": proposal.commitment(&params, block_number).to_string(),
        "proposal_id": proposal.id(&params, block_number).to_string(),
    }))
}

fn read_registration(object: &Object<'_>) -> Registration {
    let role = match object.text("role") {
        "sequencer" => Role::Sequencer,
        "base-prover" => Role::BaseProver,
        "merge-prover" => Role::MergeProver,
        "prover" => Role::Prover,
        other => panic!("{object}: unknown role {other}"),
    };
    Registration {
        key: object.array("key").into(),
        role,
        entry_l1_block: L1Block::new(object.int("entry_l1_block")),
        exit_l1_block: object.maybe_int("exit_l1_block").map(L1Block::new),
    }
}

/// The election that a case describes, with the proposals and their outputs.
fn read_election(input: &Object<'_>) -> (Election<8>, Params, BlockNumber, Vec<(Registration, Proposal, Beta)>) {
    let params = params(input.int("chain_id"), input.array("rollup_address").into(), |values| {
        values.activation_delay = input.int("activation_delay");
        values.fee_split_cap = input.int("fee_split_cap");
        values.bond_base = input.int("bond_base");
    });
    let block_number = BlockNumber::new(input.int("block_number"));
    let mix_block = L1Block::new(input.int("mix_l1_block"));
    let pinned = PinnedMix::new(block_number, mix_block, RandaoMix::ZERO).expect("late enough");
    let election = Election::new(params, pinned, BlockHash::from(input.array("tip")));
    let submission =
        |object: &Object<'_>| (read_registration(object), read_proposal(object), object.array("beta").into());
    (election, params, block_number, input.objects("proposals").iter().map(submission).collect())
}

pub(crate) fn election(input: &Object<'_>) -> Outcome {
    let (mut election, params, block_number, submissions) = read_election(input);
    let mut refused = Vec::new();
    for (index, (registration, proposal, beta)) in submissions.iter().enumerate() {
        let checked = election.check(registration, proposal);
        if let Err(error) = checked.and_then(|checked| election.insert(checked.rank(beta))) {
            refused.push(json!({ "index": index.to_string(), "error": name(&error) }));
        }
    }
    let place = |key, id| {
        let is_it = |(registration, proposal, _): &(Registration, Proposal, Beta)| {
            (registration.key, proposal.id(&params, block_number)) == (key, id)
        };
        submissions.iter().position(is_it).map(|index| index.to_string())
    };
    assert_eq!(election.leader(), election.ranking().first());
    let ranking: Vec<_> =
        election.ranking().iter().map(|ranked| place(ranked.scored_key().key(), ranked.id())).collect();
    Ok(json!({ "ranking": ranking, "refused": refused }))
}

pub(crate) fn phase(input: &Object<'_>) -> Outcome {
    let params = params(1, [0xfe; 20].into(), |values| {
        values.proposal_blocks = input.int("proposal_blocks");
        values.reveal_blocks = input.int("reveal_blocks");
        values.proving_blocks = input.int("proving_blocks");
    });
    let opens_at = L1Block::new(input.int("opens_at"));
    let events: Vec<(L1Block, Event)> =
        input.objects("events").iter().map(|event| (L1Block::new(event.int("l1_block")), read_event(event))).collect();
    let mut block = BlockPhase::open(&params, opens_at).map_err(|error| name(&error))?;
    let (mut phases, mut effects) = (Vec::new(), Vec::new());
    for (l1_block, event) in events {
        let (next, does) = block.step(l1_block, event).map_err(|error| name(&error))?;
        block = next;
        phases.push(phase_name(block.phase()));
        effects.push(does.as_slice().iter().map(|effect| effect_name(*effect)).collect::<Vec<_>>());
    }
    Ok(json!({ "phases": phases, "effects": effects }))
}

fn read_event(object: &Object<'_>) -> Event {
    match object.text("event") {
        "time" => Event::Time,
        "proposal" => Event::Proposal,
        "reveal" => Event::Reveal,
        "tree" => Event::Tree,
        "parent-final" => Event::ParentFinal,
        "ancestor-reverted" => Event::AncestorReverted,
        other => panic!("{object}: unknown event {other}"),
    }
}

fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Proposal => "proposal",
        Phase::Reveal => "reveal",
        Phase::Proving => "proving",
        Phase::Proven => "proven",
        Phase::Final => "final",
        Phase::Settled => "settled",
        Phase::Skipped => "skipped",
        Phase::Reverted => "reverted",
        Phase::Voided => "voided",
    }
}

pub(crate) fn effect_name(effect: Effect) -> &'static str {
    match effect {
        Effect::OpenReveal => "open-reveal",
        Effect::OpenProving => "open-proving",
        Effect::BuildOnParent => "build-on-parent",
        Effect::Finalize => "finalize",
        Effect::TreeCompetes => "tree-competes",
        Effect::SlashNotRevealed => "slash-not-revealed",
        Effect::SlashNotProven => "slash-not-proven",
        Effect::Settle => "settle",
        Effect::ReturnBonds => "return-bonds",
    }
}
