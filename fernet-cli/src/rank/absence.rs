//! Why a ranking lists no key.

use fernet_core::{Duty, Ineligible, KeyBytes, L1Block, NodeIndex, NodeKind, Registration, VrfMode};

use crate::file::BlockFile;
use crate::refusal::Item;
use crate::run::{Registry, Run};
use crate::show::short;

/// A ranking that lists no key: neither `key` nor, if that is `None`, any other.
pub(super) struct Absence<'r> {
    pub(super) file: &'r BlockFile,
    pub(super) run: &'r Run,
    pub(super) registry: &'r Registry,
    pub(super) key: Option<KeyBytes>,
    pub(super) duty: Duty,
    pub(super) node: Option<NodeIndex>,
}

impl Absence<'_> {
    pub(super) fn reason(&self) -> String {
        let Some(key) = self.key else { return self.nobody() };
        let Some(registration) = self.registry.get(&key) else {
            return format!("the key {} is not registered", short(key));
        };
        match self.registry.snapshot().check_eligible(registration, self.duty) {
            Err(ineligible) => self.ineligible(registration, ineligible),
            Ok(()) => self.refused(key).unwrap_or_else(|| self.silent(key)),
        }
    }

    fn nobody(&self) -> String {
        match self.duty {
            Duty::Propose => "no proposal is valid".to_owned(),
            Duty::Prove(_) => "no claim is valid, and without one no ticket is known".to_owned(),
        }
    }

    fn ineligible(&self, registration: &Registration, ineligible: Ineligible) -> String {
        let Registration { key, role, entry_l1_block, exit_l1_block } = *registration;
        let (key, snapshot) = (short(key), self.registry.snapshot().l1_block());
        match ineligible {
            Ineligible::WrongRole => format!("{key} is a {}, which may not {}", role, duty_name(self.duty)),
            Ineligible::NotYetActive => format!(
                "{key} is not active yet: it was registered in L1 block {entry_l1_block}, and activation takes {} L1 blocks; the \
                 registry is as of L1 block {snapshot}",
                self.run.params.activation_delay()
            ),
            Ineligible::Exited => format!(
                "{key} is not active any more: it exited in L1 block {}; the registry is as of L1 block {snapshot}",
                exit_l1_block.map_or(0, L1Block::get)
            ),
            // Ineligible::NotRegistered, and what a later version of the library may add.
            other => format!("{key}: {other}"),
        }
    }

    /// The reason if an item of the key was refused here.
    fn refused(&self, key: KeyBytes) -> Option<String> {
        let (item, refusal) = self.run.refused.iter().find(|(item, _)| match *item {
            Item::Proposal(i) => {
                self.duty == Duty::Propose && self.file.proposals.get(i).is_some_and(|record| record.key == key)
            }
            Item::Claim(i) => {
                let here = |node| self.node == Some(node);
                self.file.claims.get(i).is_some_and(|record| record.key == key && here(record.node))
            }
            Item::Registration(_) | Item::Reveal | Item::Attestation(_) | Item::Certificate(_) | Item::Tree(_) => false,
        })?;
        Some(format!(
            "{} has no valid item here: {item} was refused, {} ({})",
            short(key),
            refusal.name,
            refusal.detail
        ))
    }

    fn silent(&self, key: KeyBytes) -> String {
        let key = short(key);
        match (self.duty, self.run.params.vrf_mode()) {
            (Duty::Propose, _) => format!("{key} has made no proposal"),
            (Duty::Prove(_), VrfMode::PerBlock) => {
                format!("{key} has no valid claim in this block; its holder can rank it with --key-file")
            }
            (Duty::Prove(_), VrfMode::PerNode | VrfMode::Public) => {
                format!("{key} has no valid claim here; its holder can rank it with --key-file")
            }
        }
    }
}

const fn duty_name(duty: Duty) -> &'static str {
    match duty {
        Duty::Propose => "propose",
        Duty::Prove(NodeKind::Base) => "prove a base",
        Duty::Prove(NodeKind::Merge) => "prove a merge",
    }
}
