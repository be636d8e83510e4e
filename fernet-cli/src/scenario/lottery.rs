//! Selects the provers that claim each node: those of its top-ranked eligible provers that are online.

use fernet_core::{Beta, Duty, FeeBurn, NodeIndex, NodeKind, PPM, ScoredKey, Ticket, VrfMode};

use super::Stage;
use super::people::Person;
use super::proposals::index;
use crate::failure::Failure;
use crate::parallel::Progress;

/// A prover with its bid for one node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bidder {
    /// Position among the provers.
    pub(crate) prover: usize,
    pub(crate) burn: FeeBurn,
}

/// The bidders of every node in post-order, best first.
pub(crate) fn bidders(
    stage: &Stage<'_>,
    people: &[Person],
    progress: &Progress,
) -> Result<Vec<(NodeIndex, Vec<Bidder>)>, Failure> {
    let outputs = match stage.setting.params.vrf_mode() {
        VrfMode::PerBlock => {
            let output = |_, person: &Person| {
                person.output(&stage.proving.alpha(NodeIndex::new(0))).map(|output| *output.beta())
            };
            progress.map("drawing tickets", people, output).into_iter().collect::<Result<_, _>>()?
        }
        VrfMode::PerNode | VrfMode::Public => Vec::new(),
    };
    let nodes: Vec<NodeIndex> = stage.proving.shape().post_order().collect();
    let lottery = Lottery { stage, people, outputs };
    let bidders = |_, node: &NodeIndex| lottery.bidders(*node).map(|bidders| (*node, bidders));
    progress.map("ranking provers", &nodes, bidders).into_iter().collect()
}

struct Lottery<'s> {
    stage: &'s Stage<'s>,
    people: &'s [Person],
    /// In `per-block` mode: the VRF output of each prover.
    outputs: Vec<Beta>,
}

impl Lottery<'_> {
    /// The bidders of a node, best first; at least one, even if nobody is online.
    fn bidders(&self, node: NodeIndex) -> Result<Vec<Bidder>, Failure> {
        let kind = NodeKind::from_node(node);
        let duty = Duty::Prove(kind);
        let mut candidates = Vec::new();
        for (prover, person) in self.people.iter().enumerate() {
            // Merges need no proof data.
            let can_prove = kind == NodeKind::Merge || self.stage.setting.is_served(prover);
            if can_prove && self.stage.setting.snapshot.check_eligible(&person.registration, duty).is_ok() {
                let burn = self.burn(prover, node)?;
                let scored = ScoredKey::new(person.registration.key, self.ticket(prover, person, node)?, burn);
                candidates.push((scored, self.is_online(prover, node), Bidder { prover, burn }));
            }
        }
        if candidates.is_empty() {
            return Err(Failure::field(
                "--provers",
                format_args!("no prover can prove node {node}; expected more provers, or a smaller --withhold"),
            ));
        }
        candidates.sort_by_key(|(scored, ..)| *scored);
        let ranks = usize::from(self.stage.setting.options.claims_per_node);
        let best = candidates.iter().take(ranks);
        let online: Vec<Bidder> = best.filter(|(_, online, _)| *online).map(|(.., bidder)| *bidder).collect();
        if !online.is_empty() {
            return Ok(online);
        }
        // The next one who is online, or the best if nobody is.
        let one = candidates.iter().find(|(_, online, _)| *online).or(candidates.first());
        Ok(one.map(|(.., bidder)| *bidder).into_iter().collect())
    }

    fn ticket(&self, prover: usize, person: &Person, node: NodeIndex) -> Result<Ticket, Failure> {
        let mode = self.stage.setting.params.vrf_mode();
        let beta = match mode {
            VrfMode::PerNode => *person.output(&self.stage.proving.alpha(node))?.beta(),
            VrfMode::PerBlock | VrfMode::Public => self.outputs.get(prover).copied().unwrap_or(Beta::ZERO),
        };
        Ok(Ticket::prover(mode, &self.stage.seed, node, &person.registration.key, &beta))
    }

    /// Three in four bid no burn, the others up to 40 %.
    fn burn(&self, prover: usize, node: NodeIndex) -> Result<FeeBurn, Failure> {
        let (draw, indices) = (self.stage.setting.draw, [index(prover), node.get()]);
        let steps = if draw.below("boosts", &indices, 4) == 0 { draw.below("burn", &indices, 81) } else { 0 };
        let ppm = u32::try_from(steps * 5_000).unwrap_or(PPM);
        FeeBurn::new(ppm).map_err(|error| Failure::Invalid(error.to_string()))
    }

    fn is_online(&self, prover: usize, node: NodeIndex) -> bool {
        let chance = self.stage.setting.draw.below("there", &[index(prover), node.get()], PPM.into());
        chance < self.stage.setting.options.availability.into()
    }
}
