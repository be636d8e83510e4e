//! Faults of a scenario. Each but the last two is refused on its own and changes nothing else.

use clap::ValueEnum;
use fernet_core::{BlockHash, Claim, ProofDigest, Proposal, Role, TxOrderHash, VrfProofBytes};

use super::people::{People, Person};
use super::proposals::{self, index};
use super::{Stage, network};
use crate::failure::Failure;
use crate::file::{BlockFile, ClaimRecord, ProposalRecord, TreeRecord};

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fault {
    /// All that leave the outcome as it is: every one but no-reveal and no-proof
    All,
    /// A proposal and a claim, each with one bit of its proof flipped
    BadProof,
    /// A proposal that builds on another block than the tip
    DeadParent,
    /// One key signs two proposals, one signs two claims for one node
    Equivocation,
    /// A claim whose burn was raised after it was signed
    ForgedBurn,
    /// The best tree once more, at the deadline
    LateTree,
    /// A proposal and a claim of keys that were registered too late
    Ineligible,
    /// A claim with s + L in place of s in its proof
    NonCanonical,
    /// The best tree with one proof less in a bundle that the merge above names
    WrongChild,
    /// The leader stays silent: the block is skipped. Not with faults of claims and trees alone, nor with no-proof
    NoReveal,
    /// Nobody submits a valid tree in time: the block is reverted
    NoProof,
}

/// What `all` stands for.
const ALL: [Fault; 8] = [
    Fault::BadProof,
    Fault::DeadParent,
    Fault::Equivocation,
    Fault::ForgedBurn,
    Fault::LateTree,
    Fault::Ineligible,
    Fault::NonCanonical,
    Fault::WrongChild,
];

/// Order of the base point, little-endian.
const L: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// Faults that need a reveal: of claims and trees alone.
const AFTER_REVEAL: [Fault; 5] =
    [Fault::ForgedBurn, Fault::LateTree, Fault::NonCanonical, Fault::WrongChild, Fault::NoProof];

/// Commits every fault that was asked for.
pub(crate) fn commit_all(stage: &Stage<'_>, people: &People, file: &mut BlockFile) -> Result<(), Failure> {
    let asked = &stage.setting.options.faults;
    let silent = asked.contains(&Fault::NoReveal);
    if let Some(fault) = asked.iter().find(|fault| silent && AFTER_REVEAL.contains(*fault)) {
        return Err(fault.cannot("has no effect with no-reveal, which leaves nothing to prove"));
    }
    let wanted = |fault: &Fault| asked.contains(fault) || asked.contains(&Fault::All);
    // Trees with a fault are made from the good ones, also where nobody submits those.
    let trees = file.trees.clone();
    if asked.contains(&Fault::NoProof) {
        file.trees.clear();
    }
    for fault in ALL.into_iter().filter(wanted) {
        Culprit { stage, people, trees: &trees, file, fault }.commit()?;
    }
    if silent {
        file.reveal = None;
        file.claims.clear();
        file.trees.clear();
        file.l1_block_end = stage.setting.reveal_end();
    }
    Ok(())
}

impl Fault {
    fn cannot(self, reason: &str) -> Failure {
        let name = self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
        Failure::field(format_args!("--fault {name}"), reason)
    }
}

/// One fault in the making.
struct Culprit<'s> {
    stage: &'s Stage<'s>,
    people: &'s People,
    /// What the network would submit.
    trees: &'s [TreeRecord],
    file: &'s mut BlockFile,
    fault: Fault,
}

impl Culprit<'_> {
    fn commit(&mut self) -> Result<(), Failure> {
        match self.fault {
            Fault::BadProof => {
                flip_bit(&mut self.propose(false, |_| ())?.proof);
                flip_bit(&mut self.claim(false)?.proof);
            }
            Fault::DeadParent => {
                let parent = BlockHash::from_bytes(self.stage.setting.draw.bytes("dead parent", &[]));
                self.propose(false, |proposal| proposal.parent = parent)?;
            }
            Fault::Ineligible => {
                self.propose(true, |_| ())?;
                self.claim(true)?;
            }
            Fault::ForgedBurn => self.claim(false)?.fee_burn += 100_000,
            Fault::NonCanonical => add_order(&mut self.claim(false)?.proof),
            Fault::Equivocation => self.equivocate()?,
            Fault::LateTree => {
                let l1_block = self.stage.setting.deadline();
                let late = TreeRecord { l1_block, ..self.best_tree()? };
                self.file.trees.push(late);
            }
            Fault::WrongChild => {
                let mut tree = self.best_tree()?;
                let shared = tree.bundles.iter_mut().find(|bundle| bundle.claims.len() > 1);
                let shared = shared.ok_or_else(|| self.fault.cannot("no node has two proofs"))?;
                shared.claims.pop();
                self.file.trees.push(tree);
            }
            Fault::All | Fault::NoReveal | Fault::NoProof => {}
        }
        Ok(())
    }

    /// Registers somebody for this fault, in the last slot that counts or in the first that does not.
    fn register(&mut self, role: Role, late: bool) -> Result<Person, Failure> {
        let setting = &self.stage.setting;
        let last = setting.options.snapshot_slot()? - u64::from(setting.params.activation_delay());
        let registered_slot = if late { last + 1 } else { last };
        let person = Person::new(setting.draw, &format!("{:?} {role:?}", self.fault), 0, role, registered_slot);
        self.file.registry.keys.push(person.record());
        Ok(person)
    }

    /// A proposal of a new sequencer.
    fn propose(&mut self, late: bool, change: impl FnOnce(&mut Proposal)) -> Result<&mut ProposalRecord, Failure> {
        let setting = &self.stage.setting;
        let sequencer = self.register(Role::Sequencer, late)?;
        let mut proposal = proposals::content(setting, index(self.file.proposals.len()), &sequencer)?;
        change(&mut proposal);
        let (record, _) = proposals::sign(setting, &sequencer, proposal, setting.l1_block)?;
        Ok(last(&mut self.file.proposals, record))
    }

    /// A claim of a new prover for some base.
    fn claim(&mut self, late: bool) -> Result<&mut ClaimRecord, Failure> {
        let prover = self.register(Role::BaseProver, late)?;
        let number = index(self.file.claims.len());
        let node = 2 * self.stage.setting.draw.below("faulty claim", &[number], self.stage.proving.shape().bases());
        let claim = network::content(self.stage, &prover, number, node, 50_000, None);
        let (record, _) = network::prove_claim(self.stage, &prover, &claim)?;
        Ok(last(&mut self.file.claims, record))
    }

    /// A sequencer that does not lead proposes another order too, and a prover claims its node for another proof.
    fn equivocate(&mut self) -> Result<(), Failure> {
        let setting = &self.stage.setting;
        let mut others = self.people.sequencers.iter().enumerate().filter(|(i, _)| index(*i) != self.stage.leader);
        let (i, sequencer) = others.next().ok_or_else(|| self.fault.cannot("takes two sequencers"))?;
        let tx_order_hash = TxOrderHash::from_bytes(setting.draw.bytes("another order", &[]));
        let proposal = Proposal { tx_order_hash, ..proposals::content(setting, index(i), sequencer)? };
        let (record, _) = proposals::sign(setting, sequencer, proposal, setting.l1_block)?;
        self.file.proposals.push(record);

        let first = self.file.claims.first().ok_or_else(|| self.fault.cannot("takes a claim"))?;
        let prover = self.people.provers.iter().find(|person| person.registration.key == first.key);
        let prover = prover.ok_or_else(|| self.fault.cannot("takes a claim"))?;
        let proof_digest = ProofDigest::from_bytes(setting.draw.bytes("another proof", &[]));
        let (record, _) = network::prove_claim(self.stage, prover, &Claim { proof_digest, ..first.claim() })?;
        self.file.claims.push(record);
        Ok(())
    }

    /// The best tree, which the network submits second if there are several.
    fn best_tree(&self) -> Result<TreeRecord, Failure> {
        let best = self.trees.get(1).or(self.trees.first());
        best.cloned().ok_or_else(|| self.fault.cannot("takes a tree"))
    }
}

/// Appends something and gives access to it.
fn last<T>(list: &mut Vec<T>, added: T) -> &mut T {
    let place = list.len();
    list.push(added);
    &mut list[place]
}

/// Flips one bit of the challenge.
const fn flip_bit(proof: &mut VrfProofBytes) {
    let mut bytes = proof.to_bytes();
    bytes[40] ^= 1;
    *proof = VrfProofBytes::from_bytes(bytes);
}

/// Adds the group order to s, which gives another encoding of the same scalar.
fn add_order(proof: &mut VrfProofBytes) {
    let mut bytes = proof.to_bytes();
    let mut carry = 0_u16;
    for (byte, add) in bytes[48..].iter_mut().zip(L) {
        let [sum, rest] = (u16::from(*byte) + u16::from(add) + carry).to_le_bytes();
        (*byte, carry) = (sum, rest.into());
    }
    *proof = VrfProofBytes::from_bytes(bytes);
}
