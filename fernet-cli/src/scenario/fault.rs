//! Faults that `fernet scenario` injects. Except for `no-reveal` and `no-proof`, each adds invalid items or evidence of
//! equivocation, and does not change the outcome of the block.

use clap::ValueEnum;
use fernet_core::{
    Address, BlockHash, Claim, L1Block, NodeIndex, P256ProofBytes, ProofDigest, Proposal, Role, TxOrderHash,
    VrfProofBytes,
};

use super::people::{People, Person};
use super::proposals::{self, index};
use super::{Stage, network};
use crate::failure::Failure;
use crate::file::{BlockFile, ClaimRecord, ProposalRecord, SuiteProof, TreeRecord};

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fault {
    /// All faults of this list except unproven, two-owners, no-reveal and no-proof; those of attestations and certificates only
    /// with --attesters. It cannot be combined with no-reveal
    All,
    /// A proposal and a claim whose proofs have one bit flipped
    BadProof,
    /// A proposal whose parent is not the canonical tip
    DeadParent,
    /// One key signs two proposals, and one key signs two claims for one node
    Equivocation,
    /// A claim whose burn was raised after signing
    ForgedBurn,
    /// The best tree submitted again, at the deadline
    LateTree,
    /// A proposal and a claim of keys that are not active yet
    Ineligible,
    /// A claim whose proof has s + L instead of s
    NonCanonical,
    /// A proposal and a claim of keys whose registrations have proofs of possession with one bit flipped. It needs
    /// --registration-proofs, and is not part of all
    Unproven,
    /// A key that a second owner registered later, with another role. It needs --registration-proofs, and is not part of all
    TwoOwners,
    /// The best tree without one seat of a bundle, which its parent therefore does not name
    WrongChild,
    /// An attestation whose proof has one bit flipped. This and the following faults of attestations need --attesters
    ForgedAttestation,
    /// An attestation of a key that is not registered
    StrangerAttestation,
    /// A valid attestation a second time, which changes nothing
    DoubleAttestation,
    /// An attestation of a new prover for other proof data
    OtherData,
    /// One key attests for the proof data of the block, and for other data
    AttestationEquivocation,
    /// A certificate with one attestation less than it needs. This and the following need a certificate
    ShortCertificate,
    /// A certificate whose first two keys are exchanged. It needs two attestations
    UnsortedCertificate,
    /// A certificate with its first attestation twice. It needs two attestations
    DuplicateAttester,
    /// The leader does not reveal, so the block is skipped. The file then has no claims and no trees, so this cannot be
    /// combined with faults that need them: all, forged-burn, late-tree, non-canonical, wrong-child, no-proof, and those of
    /// attestations and certificates
    NoReveal,
    /// No valid tree is submitted in time, so the block is reverted
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

/// Faults of proofs of possession.
const OF_REGISTRATIONS: [Fault; 2] = [Fault::Unproven, Fault::TwoOwners];

/// Faults of attestations and certificates.
pub(super) const OF_ATTESTATIONS: [Fault; 8] = [
    Fault::ForgedAttestation,
    Fault::StrangerAttestation,
    Fault::DoubleAttestation,
    Fault::OtherData,
    Fault::AttestationEquivocation,
    Fault::ShortCertificate,
    Fault::UnsortedCertificate,
    Fault::DuplicateAttester,
];

/// Order of the base point, little-endian.
const L: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// Faults that consist of claims or trees alone, and those that contain one of them: without a reveal they would be dropped.
const AFTER_REVEAL: [Fault; 8] = [
    Fault::All,
    Fault::ForgedBurn,
    Fault::LateTree,
    Fault::NonCanonical,
    Fault::Unproven,
    Fault::TwoOwners,
    Fault::WrongChild,
    Fault::NoProof,
];

/// Injects the requested faults.
pub(crate) fn commit_all(stage: &Stage<'_>, people: &People, file: &mut BlockFile) -> Result<(), Failure> {
    let asked = &stage.setting.options.faults;
    let silent = asked.contains(&Fault::NoReveal);
    let after_reveal = |fault: &&Fault| AFTER_REVEAL.contains(fault) || OF_ATTESTATIONS.contains(fault);
    if let Some(fault) = asked.iter().find(|fault| silent && after_reveal(fault)) {
        return Err(fault.cannot("needs claims and trees, which a block with no-reveal does not have"));
    }
    let wanted = |fault: &Fault| asked.contains(fault) || (ALL.contains(fault) && asked.contains(&Fault::All));
    let unproven = asked.iter().find(|fault| OF_REGISTRATIONS.contains(fault));
    if let Some(fault) = unproven.filter(|_| !stage.setting.options.registration_proofs) {
        return Err(fault.cannot("needs --registration-proofs"));
    }
    let of_attestations = asked.iter().find(|fault| OF_ATTESTATIONS.contains(fault));
    if let Some(fault) = of_attestations.filter(|_| stage.setting.params.attesters() == 0) {
        return Err(fault.cannot("needs --attesters"));
    }
    // Trees with a fault are made from the good ones, also where nobody submits those.
    let trees = file.trees.clone();
    if asked.contains(&Fault::NoProof) {
        file.trees.clear();
    }
    for fault in ALL.into_iter().chain(OF_REGISTRATIONS).filter(wanted) {
        Injection { stage, people, trees: &trees, file, fault }.commit()?;
    }
    if silent {
        file.reveal = None;
        file.claims.clear();
        file.trees.clear();
        file.l1_block_end = L1Block::new(stage.setting.reveal_end());
    }
    Ok(())
}

/// Refuses a fault that is requested twice, by its name or as part of `all`.
pub(super) fn refuse_repeated(asked: &[Fault]) -> Result<(), Failure> {
    for (i, fault) in asked.iter().enumerate() {
        if asked[..i].contains(fault) {
            return Err(fault.cannot("was given before"));
        }
        if (ALL.contains(fault) || OF_ATTESTATIONS.contains(fault)) && asked.contains(&Fault::All) {
            return Err(fault.cannot("is part of --fault all"));
        }
    }
    Ok(())
}

impl Fault {
    pub(super) fn cannot(self, reason: &str) -> Failure {
        let name = self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
        Failure::field(format_args!("--fault {name}"), reason)
    }
}

/// The state of injecting one fault.
struct Injection<'s> {
    stage: &'s Stage<'s>,
    people: &'s People,
    /// The trees of the block without faults.
    trees: &'s [TreeRecord],
    file: &'s mut BlockFile,
    fault: Fault,
}

impl Injection<'_> {
    fn commit(&mut self) -> Result<(), Failure> {
        match self.fault {
            Fault::BadProof => {
                flip_bit_of(&mut self.propose(false, |_| ())?.proof);
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
            Fault::Unproven => {
                self.propose(false, |_| ())?;
                self.unprove();
                self.claim(false)?;
                self.unprove();
            }
            Fault::TwoOwners => {
                self.claim(false)?;
                let mut other = self.person(Role::BaseProver, true);
                other.registration.role = Role::MergeProver;
                other.payout = Address::from_bytes(self.stage.setting.draw.bytes("second owner", &[]));
                self.file.registry.push(self.stage.setting.register(&other)?);
            }
            Fault::Equivocation => self.equivocate()?,
            Fault::LateTree => {
                let l1_block = self.stage.setting.deadline();
                let late = TreeRecord { l1_block: L1Block::new(l1_block), ..self.best_tree()? };
                self.file.trees.push(late);
            }
            Fault::WrongChild => {
                let mut tree = self.best_tree()?;
                let shared = tree.bundles.iter_mut().find(|bundle| bundle.claims.len() > 1);
                let shared = shared.ok_or_else(|| self.fault.cannot("needs a node with two claims"))?;
                shared.claims.pop();
                self.file.trees.push(tree);
            }
            // Those of attestations come with the attestations.
            _ => {}
        }
        Ok(())
    }

    /// Flips one bit of the proof of the last registration.
    fn unprove(&mut self) {
        if let Some(proof) = self.file.registry.last_mut().and_then(|record| record.proof.as_mut()) {
            flip_bit_of(proof);
        }
    }

    /// Registers a new key for this fault: in the last L1 block in which it becomes active in time, or `late`, one L1 block
    /// after.
    fn register(&mut self, role: Role, late: bool) -> Result<Person, Failure> {
        let person = self.person(role, late);
        self.file.registry.push(self.stage.setting.register(&person)?);
        Ok(person)
    }

    fn person(&self, role: Role, late: bool) -> Person {
        let setting = &self.stage.setting;
        let entry_l1_block = setting.last_entry + u64::from(late);
        Person::new(
            setting.draw,
            &format!("{:?} {role:?}", self.fault),
            0,
            (role, setting.params.suite(role)),
            entry_l1_block,
        )
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
        let claim = network::content(self.stage, &prover, number, NodeIndex::new(node), 50_000, None);
        let (record, _) = network::prove_claim(self.stage, &prover, &claim)?;
        Ok(last(&mut self.file.claims, record))
    }

    /// A second proposal of a sequencer that does not lead, and a second claim of a prover for the same node.
    fn equivocate(&mut self) -> Result<(), Failure> {
        let setting = &self.stage.setting;
        let mut others = self.people.sequencers.iter().enumerate().filter(|(i, _)| index(*i) != self.stage.leader);
        let (i, sequencer) = others.next().ok_or_else(|| self.fault.cannot("needs two sequencers"))?;
        let tx_order_hash = TxOrderHash::from_bytes(setting.draw.bytes("another order", &[]));
        let proposal = Proposal { tx_order_hash, ..proposals::content(setting, index(i), sequencer)? };
        let (record, _) = proposals::sign(setting, sequencer, proposal, setting.l1_block)?;
        self.file.proposals.push(record);

        let first = self.file.claims.first().ok_or_else(|| self.fault.cannot("needs a claim"))?;
        let prover = self.people.provers.iter().find(|person| person.registration.key == first.key);
        let prover = prover.ok_or_else(|| self.fault.cannot("needs a claim"))?;
        let proof_digest = ProofDigest::from_bytes(setting.draw.bytes("another proof", &[]));
        let (record, _) = network::prove_claim(self.stage, prover, &Claim { proof_digest, ..first.claim() })?;
        self.file.claims.push(record);
        Ok(())
    }

    /// The best tree, which is submitted second if there are several.
    fn best_tree(&self) -> Result<TreeRecord, Failure> {
        let best = self.trees.get(1).or(self.trees.first());
        best.cloned().ok_or_else(|| self.fault.cannot("needs a tree"))
    }
}

/// Appends something and gives access to it.
fn last<T>(list: &mut Vec<T>, added: T) -> &mut T {
    let position = list.len();
    list.push(added);
    &mut list[position]
}

/// Flips one bit of the challenge.
pub(super) const fn flip_bit(proof: &mut VrfProofBytes) {
    let mut bytes = proof.to_bytes();
    bytes[40] ^= 1;
    *proof = VrfProofBytes::from_bytes(bytes);
}

/// The same of a proof of either suite.
const fn flip_bit_of(proof: &mut SuiteProof) {
    match proof {
        SuiteProof::Edwards25519(proof) => flip_bit(proof),
        SuiteProof::P256(proof) => {
            let mut bytes = proof.to_bytes();
            bytes[40] ^= 1;
            *proof = P256ProofBytes::from_bytes(bytes);
        }
    }
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
