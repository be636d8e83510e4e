//! The contest of two proof trees for one block: that of a coalition and that of all others.

use ethnum::U256;
use fernet_core::{FeeBurn, NodeIndex, PPM, Ticket, TreeShape};

use super::groups::Groups;
use crate::Random;
use crate::rule::{Candidate, Rule};

/// Where a coalition burns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placement {
    /// The same share of the pay of each of its seats.
    Equal,
    /// At each node the least share with which its bundle outweighs that of the others, up to a limit.
    Needed,
    /// All of the pay of as few seats as possible, those with the best tickets.
    Concentrated,
}

/// What the contests of a cell have in common.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub(super) shape: TreeShape,
    /// Seats of a node other than the root.
    pub(super) seats: usize,
    pub(super) groups: Groups,
    pub(super) rule: &'static dyn Rule,
    pub(super) rival_burn: FeeBurn,
    pub(super) placement: Placement,
}

/// The best tickets at one node.
struct Node {
    own: Vec<Ticket>,
    others: Vec<Ticket>,
    /// Whether the coalition has a primary here and at every node above.
    reached: bool,
}

/// A seat of the coalition in its tree.
pub(super) struct OwnSeat {
    pub(super) node: NodeIndex,
    pub(super) ticket: Ticket,
    /// The burn that its node needs, or how many seats are burned before this one, as the placement has it.
    mark: u64,
}

/// The tickets of one block, and the two trees that they make.
///
/// The tree of the others has their best candidates at each node. They prove a merge only if both children are proven.
/// The tree of the coalition has its own best candidates at each node that it reaches, and the best of the others in the
/// seats that are left. A merge whose primary is of the others proves *their* child bundles, so below the first node
/// without a candidate of the coalition its tree is that of the others.
pub(super) struct Contest<'a> {
    setting: &'a Setting,
    nodes: Vec<Node>,
    own: Vec<OwnSeat>,
    /// What the seats of the others add to the tree of the coalition.
    fixed: U256,
    /// Total of the tree of the others.
    pub(super) rival_total: U256,
    has_tree: bool,
}

impl<'a> Contest<'a> {
    /// Draws the tickets of one block.
    pub(super) fn draw(setting: &'a Setting, random: &mut Random) -> Self {
        let shape = setting.shape;
        let mut nodes: Vec<Node> = (0..shape.nodes())
            .map(|node| {
                let seats = if NodeIndex::new(node) == shape.root() { 1 } else { setting.seats };
                let (own, others) = setting.groups.draw(random);
                let own = random.best(own).take(seats).collect();
                Node { own, others: random.best(others).take(seats).collect(), reached: false }
            })
            .collect();
        let order: Vec<NodeIndex> = shape.post_order().collect();
        for node in &order {
            let proven = |child: NodeIndex| !nodes[index(child)].others.is_empty();
            if shape.children(*node).is_some_and(|(left, right)| !proven(left) || !proven(right)) {
                nodes[index(*node)].others.clear();
            }
        }
        for node in order.iter().rev() {
            let above = shape.parent(*node).is_none_or(|parent| nodes[index(parent)].reached);
            nodes[index(*node)].reached = above && !nodes[index(*node)].own.is_empty();
        }
        let has_tree =
            nodes[index(shape.root())].reached && nodes.iter().all(|node| node.reached || !node.others.is_empty());
        let mut contest =
            Self { setting, nodes, own: Vec::new(), fixed: U256::ZERO, rival_total: U256::ZERO, has_tree };
        for node in order {
            contest.insert(node);
        }
        contest.mark();
        contest
    }

    /// Adds the seats of a node to both trees.
    fn insert(&mut self, node: NodeIndex) {
        let of_others = |ticket: &Ticket| self.setting.rule.worth(Candidate::new(*ticket, self.setting.rival_burn));
        self.rival_total += self.others(node).iter().map(of_others).sum::<U256>();
        self.fixed += self.beside(node).iter().map(of_others).sum::<U256>();
        if self.reached(node) {
            let own = self.nodes[index(node)].own.iter();
            self.own.extend(own.map(|ticket| OwnSeat { node, ticket: *ticket, mark: 0 }));
        }
    }

    /// Sets what the placement needs to know of each seat.
    fn mark(&mut self) {
        let marks: Vec<u64> = match self.setting.placement {
            Placement::Equal => return,
            Placement::Needed => self.own.iter().map(|seat| self.needed(seat.node)).collect(),
            Placement::Concentrated => {
                let mut order: Vec<usize> = (0..self.own.len()).collect();
                order.sort_by_key(|seat| std::cmp::Reverse(self.own[*seat].ticket));
                let mut marks = vec![0; order.len()];
                order.iter().zip(0..).for_each(|(seat, place)| marks[*seat] = place);
                marks
            }
        };
        self.own.iter_mut().zip(marks).for_each(|(seat, mark)| seat.mark = mark);
    }

    /// The least burn in ppm with which the coalition's bundle at a node outweighs that of the others; PPM if none does.
    fn needed(&self, node: NodeIndex) -> u64 {
        let rule = self.setting.rule;
        let of_others = |ticket: &Ticket| rule.worth(Candidate::new(*ticket, self.setting.rival_burn));
        let rivals: U256 = self.others(node).iter().map(of_others).sum();
        let fixed: U256 = self.beside(node).iter().map(of_others).sum();
        let outweighs = |burn: u32| {
            let own = self
                .own_tickets(node)
                .iter()
                .map(|ticket| rule.worth(Candidate::new(*ticket, ppm(burn))))
                .sum::<U256>();
            fixed + own > rivals
        };
        least(outweighs).unwrap_or(PPM).into()
    }

    /// The burn of a seat of the coalition, where the placement distributes `burn` ppm.
    pub(super) fn burn(&self, seat: &OwnSeat, burn: u32) -> FeeBurn {
        let all = u64::from(PPM);
        let burn = u64::from(burn);
        let share = match self.setting.placement {
            Placement::Equal => burn,
            Placement::Needed => burn.min(seat.mark),
            Placement::Concentrated => (burn * self.own.len() as u64).saturating_sub(seat.mark * all).min(all),
        };
        ppm(share as u32)
    }

    /// Total of the coalition's tree.
    pub(super) fn total(&self, burn: u32) -> U256 {
        let worth = |seat: &OwnSeat| self.setting.rule.worth(Candidate::new(seat.ticket, self.burn(seat, burn)));
        self.fixed + self.own.iter().map(worth).sum::<U256>()
    }

    /// Number of seats in the coalition's tree.
    pub(super) fn seats(&self) -> usize {
        let beside = self.setting.shape.post_order().map(|node| self.beside(node).len());
        self.own.len() + beside.sum::<usize>()
    }

    /// Number of seats in the tree of the others.
    pub(super) fn rival_seats(&self) -> usize {
        self.nodes.iter().map(|node| node.others.len()).sum()
    }

    /// Whether the coalition's tree wins; at equal totals it does not.
    pub(super) fn wins(&self, burn: u32) -> bool {
        self.has_tree && (!self.rivals_have_tree() || self.total(burn) > self.rival_total)
    }

    /// The least burn in ppm with which the coalition's tree wins, if any does.
    pub(super) fn least_burn(&self) -> Option<u32> {
        least(|burn| self.wins(burn))
    }

    /// The seats of the coalition in its tree, in post-order, the best first at each node.
    pub(super) fn own(&self) -> &[OwnSeat] {
        &self.own
    }

    /// Whether the coalition has a tree.
    pub(super) const fn has_tree(&self) -> bool {
        self.has_tree
    }

    /// Whether the others have a tree without the coalition.
    pub(super) fn rivals_have_tree(&self) -> bool {
        !self.others(self.setting.shape.root()).is_empty()
    }

    /// Whether the coalition has a primary at the node and at every node above.
    pub(super) fn reached(&self, node: NodeIndex) -> bool {
        self.nodes[index(node)].reached
    }

    /// The tickets of the others in their tree.
    pub(super) fn others(&self, node: NodeIndex) -> &[Ticket] {
        &self.nodes[index(node)].others
    }

    /// The tickets of the others in the coalition's tree.
    pub(super) fn beside(&self, node: NodeIndex) -> &[Ticket] {
        let (own, others) = (self.own_tickets(node), self.others(node));
        let seats = if node == self.setting.shape.root() { 1 } else { self.setting.seats };
        let left = if self.reached(node) { seats - own.len() } else { seats };
        &others[..left.min(others.len())]
    }

    /// Number of nodes that the coalition reaches.
    pub(super) fn nodes_reached(&self) -> usize {
        self.nodes.iter().filter(|node| node.reached).count()
    }

    fn own_tickets(&self, node: NodeIndex) -> &[Ticket] {
        &self.nodes[index(node)].own
    }
}

/// The least burn in ppm for which something holds that holds for every higher burn too.
fn least(holds: impl Fn(u32) -> bool) -> Option<u32> {
    if !holds(PPM) {
        return None;
    }
    let (mut low, mut high) = (0, PPM);
    while low < high {
        let middle = u32::midpoint(low, high);
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(high)
}

fn ppm(burn: u32) -> FeeBurn {
    FeeBurn::new(burn).expect("at most PPM")
}

fn index(node: NodeIndex) -> usize {
    node.get() as usize
}
