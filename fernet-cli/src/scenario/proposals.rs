//! The proposals of a scenario.

use fernet_core::{Beta, DataDigest, Election, L1Block, PPM, Proposal, ProposalId, Salt, TxHash};
use fernet_rewards::{Amount, AmountTooLarge, required_bond};

use super::Setting;
use super::people::Person;
use crate::failure::Failure;
use crate::file::{ProposalRecord, RevealRecord};
use crate::parallel::Progress;

/// Largest distance of a fee split from `--fee-split`, and the step of fee splits, both in ppm.
const SPREAD: u64 = 100_000;
const STEP: u64 = 1_000;

/// The proposals, the leader, and the contents of its reveal.
pub(crate) struct Round {
    pub(crate) proposals: Vec<ProposalRecord>,
    /// Position of the leader.
    pub(crate) leader: u64,
    pub(crate) leader_id: ProposalId,
    pub(crate) leader_beta: Beta,
    pub(crate) reveal: RevealRecord,
}

/// Lets every sequencer propose once, and finds the leader.
pub(crate) fn propose(setting: &Setting<'_>, people: &[Person], progress: &Progress) -> Result<Round, Failure> {
    let made = progress.map("proving proposals", people, |i, person| proposal(setting, index(i), person));
    let made: Vec<_> = made.into_iter().collect::<Result<_, _>>()?;

    let mut election = Election::<1>::new(setting.params, setting.pinned, setting.tip);
    let mut leads = None;
    for (i, (person, (record, beta))) in people.iter().zip(&made).enumerate() {
        let before = election.leader().map(|leader| leader.id());
        let checked = election.check(&person.registration, &record.proposal());
        checked
            .and_then(|checked| election.insert(checked.rank(beta)))
            .map_err(|error| Failure::Input(format!("a proposal of the scenario is refused: {error}")))?;
        if election.leader().map(|leader| leader.id()) != before {
            leads = election.leader().map(|leader| (index(i), leader.id(), *beta));
        }
    }
    let (leader, leader_id, leader_beta) =
        leads.ok_or_else(|| Failure::field("--sequencers", "no proposal was made"))?;
    Ok(Round {
        proposals: made.into_iter().map(|(record, _)| record).collect(),
        leader,
        leader_id,
        leader_beta,
        reveal: contents(setting, leader),
    })
}

fn proposal(setting: &Setting<'_>, i: u64, person: &Person) -> Result<(ProposalRecord, Beta), Failure> {
    let content = content(setting, i, person)?;
    sign(setting, person, content, setting.l1_block + arrival(setting, i))
}

/// A proposal with the bid, order and bond of the `i`-th sequencer.
pub(crate) fn content(setting: &Setting<'_>, i: u64, person: &Person) -> Result<Proposal, Failure> {
    let fee_split = split(setting, i);
    Ok(Proposal {
        parent: setting.tip,
        fee_split,
        tx_order_hash: contents(setting, i).reveal().tx_order_hash(),
        payout: person.payout,
        bond: bond(setting, fee_split)?,
    })
}

/// The proposal as submitted, with the output of its proof.
pub(crate) fn sign(
    setting: &Setting<'_>,
    person: &Person,
    proposal: Proposal,
    l1_block: u64,
) -> Result<(ProposalRecord, Beta), Failure> {
    let id = proposal.id(&setting.params, setting.pinned.block_number());
    let (beta, proof) = person.prove_in_suite(&setting.alpha(), id.as_bytes())?;
    let Proposal { parent, fee_split, tx_order_hash, payout, bond } = proposal;
    let key = person.registration.key;
    Ok((
        ProposalRecord { l1_block: L1Block::new(l1_block), key, parent, fee_split, tx_order_hash, payout, bond, proof },
        beta,
    ))
}

fn arrival(setting: &Setting<'_>, i: u64) -> u64 {
    setting.draw.below("proposal arrives", &[i], setting.params.proposal_blocks().into())
}

/// A fee split near `--fee-split`, at most the cap.
fn split(setting: &Setting<'_>, i: u64) -> u32 {
    let step = setting.draw.below("split", &[i], 2 * SPREAD / STEP + 1) * STEP;
    let split = (u64::from(setting.options.fee_split) + step).saturating_sub(SPREAD);
    u32::try_from(split).unwrap_or(u32::MAX).min(setting.params.fee_split_cap())
}

/// The bond that a fee split above 1 needs for these fees, plus a tenth.
fn bond(setting: &Setting<'_>, fee_split: u32) -> Result<u128, Failure> {
    if fee_split <= PPM {
        return Ok(0);
    }
    let options = setting.options;
    let too_large = |error: AmountTooLarge| Failure::field("--fees", error);
    let fees = Amount::new(options.fees).map_err(too_large)?;
    let split = setting.params.fee_split(fee_split).map_err(|error| Failure::field("--fee-split", error))?;
    let bond = required_bond(&setting.params, fees, split).map_err(|error| Failure::field("--fees", error))?.wei();
    Amount::new(bond + bond / 10).map(Amount::wei).map_err(too_large)
}

/// What the `i`-th sequencer reveals if it leads: the pending transactions in its order.
fn contents(setting: &Setting<'_>, i: u64) -> RevealRecord {
    let count = u64::from(setting.options.transactions);
    let hash = |what: &str, index: u64| setting.draw.bytes(what, &[(index + i) % count.max(1)]);
    let digests = || (0..count).map(|index| DataDigest::from_bytes(hash("blob", index))).collect();
    RevealRecord {
        l1_block: L1Block::new(setting.proposal_end()),
        salt: Salt::from_bytes(setting.draw.bytes("salt", &[i])),
        transactions: (0..count).map(|index| TxHash::from_bytes(hash("transaction", index))).collect(),
        fees: setting.options.fees,
        data_digests: (setting.params.attesters() > 0).then(digests),
    }
}

/// A position as a number to draw with.
pub(crate) fn index(position: usize) -> u64 {
    u64::try_from(position).unwrap_or(u64::MAX)
}
