//! The two trees of a contest, made of seats and bundles of `fernet-core`.

use std::cmp::Ordering;

use fernet_core::{
    Accumulator, Address, Beta, BlockNumber, Bundle, BundleBuilder, BundleCommitment, Claim, FeeBurn, KeyBytes,
    L1Block, NodeIndex, Params, PinnedMix, ProofDigest, ProposalId, ProverSeed, ProvingContext, RandaoMix,
    Registration, Role, Seat, Snapshot, Statement, Ticket, Tree, TreeShape,
};

use super::contest::Contest;

/// The statement of every node.
pub(super) const STATEMENT: Statement = Statement::from_bytes([1; 32]);

/// Who proves.
#[derive(Clone, Copy)]
enum Side {
    Coalition = 1,
    Others = 2,
}

/// The bundle of a node: its seats, and its sums with all below it.
struct Built {
    seats: Vec<Seat>,
    sum: Accumulator,
}

/// Two children.
pub(super) type Children<'a> = Option<(&'a Accumulator, &'a Accumulator)>;

/// Makes the trees of blocks of one shape.
pub(super) struct Trees {
    proving: ProvingContext,
}

impl Trees {
    pub(super) fn new(params: Params, shape: TreeShape) -> Self {
        Self { proving: proving(params, shape) }
    }

    /// Whether the coalition's tree wins (SPEC `#competition`).
    pub(super) fn coalition_wins(&self, contest: &Contest<'_>, burn: u32, rival_burn: FeeBurn) -> bool {
        let others = self.others(contest, rival_burn);
        let own = contest.has_tree().then(|| self.coalition(contest, burn, &others));
        let rival = others[self.proving.shape().root().get() as usize].as_ref().map(tree);
        match (own, rival) {
            (Some(own), Some(rival)) => own.compete(&rival) == Ok(Ordering::Less),
            (own, _) => own.is_some(),
        }
    }

    /// The bundles of the others by node, each the best that they can make (SPEC `#best-bundle`).
    fn others(&self, contest: &Contest<'_>, burn: FeeBurn) -> Vec<Option<Built>> {
        let mut built: Vec<Option<Built>> = (0..self.proving.shape().nodes()).map(|_| None).collect();
        for node in self.proving.shape().post_order() {
            let children = self.children(node, &built, |bundle| bundle.as_ref().map(|bundle| &bundle.sum));
            let seat = |(ticket, rank)| self.seat(Side::Others, rank, node, children, ticket, burn);
            let seats: Vec<Seat> = contest.others(node).iter().copied().zip(0..).map(seat).collect();
            let mut builder = BundleBuilder::new(self.proving, node, STATEMENT);
            seats.iter().for_each(|seat| builder.insert(seat, children).expect("a seat of the node"));
            let sum = builder.best().map(|bundle| bundle.accumulate(children).expect("the children of the claims"));
            built[node.get() as usize] = sum.map(|sum| Built { seats, sum });
        }
        built
    }

    /// The tree of the coalition, which has one.
    fn coalition(&self, contest: &Contest<'_>, burn: u32, others: &[Option<Built>]) -> Tree {
        let mut sums: Vec<Option<Accumulator>> =
            others.iter().map(|built| built.as_ref().map(|built| built.sum)).collect();
        let mut own = contest.own();
        let mut root = None;
        for node in self.proving.shape().post_order().filter(|node| contest.reached(*node)) {
            let children = self.children(node, &sums, Option::as_ref);
            let here = own.iter().take_while(|seat| seat.node == node).count();
            let (seats, rest) = own.split_at(here);
            own = rest;
            let seat = |(seat, rank): (&super::contest::OwnSeat, u8)| {
                self.seat(Side::Coalition, rank, node, children, seat.ticket, contest.burn(seat, burn))
            };
            let mut seats: Vec<Seat> = seats.iter().zip(0..).map(seat).collect();
            seats.extend(
                others[node.get() as usize].iter().flat_map(|built| &built.seats[..contest.beside(node).len()]),
            );
            // The primary has to be a seat of the coalition: the first one is.
            seats[1..].sort();
            let bundle = Bundle::new(&self.proving, &seats).expect("a bundle by the rules");
            let sum = bundle.accumulate(children).expect("the children of the primary");
            sums[node.get() as usize] = Some(sum);
            root = Some(Built { seats, sum });
        }
        tree(&root.expect("the root is reached"))
    }

    fn children<'a, T>(
        &self,
        node: NodeIndex,
        built: &'a [T],
        sum: impl Fn(&'a T) -> Option<&'a Accumulator>,
    ) -> Children<'a> {
        let (left, right) = self.proving.shape().children(node)?;
        Some((sum(&built[left.get() as usize])?, sum(&built[right.get() as usize])?))
    }

    /// A seat at a node. Its key follows from its side and its rank at the node.
    fn seat(
        &self,
        side: Side,
        rank: u8,
        node: NodeIndex,
        children: Children<'_>,
        ticket: Ticket,
        burn: FeeBurn,
    ) -> Seat {
        seat(&self.proving, [side as u8, rank], node, children, ticket, burn)
    }
}

/// The context of a block whose tickets are drawn: its prover seed is of no importance.
pub(super) fn proving(params: Params, shape: TreeShape) -> ProvingContext {
    let pinned = PinnedMix::new(BlockNumber::new(1), L1Block::new(1_000), RandaoMix::from_bytes([1; 32]));
    let pinned = pinned.expect("a block with an earlier mix");
    let seed = ProverSeed::new(&params, &pinned, &Beta::from_bytes([1; 64]));
    let snapshot = Snapshot::new(&params, &pinned);
    ProvingContext::new(params, seed, ProposalId::ZERO, shape, snapshot)
}

/// A seat of the key that starts with these bytes.
pub(super) fn seat(
    proving: &ProvingContext,
    key: [u8; 2],
    node: NodeIndex,
    children: Children<'_>,
    ticket: Ticket,
    burn: FeeBurn,
) -> Seat {
    let mut id = [0; 32];
    id[..2].copy_from_slice(&key);
    let key = KeyBytes::from_bytes(id);
    let registration = Registration { key, role: Role::Prover, entry_l1_block: L1Block::new(0), exit_l1_block: None };
    let [left, right] =
        children.map_or([BundleCommitment::ZERO; 2], |(left, right)| [left.commitment(), right.commitment()]);
    let claim = Claim {
        node,
        statement: STATEMENT,
        proof_digest: ProofDigest::from_bytes(id),
        left,
        right,
        fee_burn: burn.ppm(),
        payout: Address::from_bytes([1; 20]),
        rebate_payee: Address::ZERO,
    };
    proving.check(&registration, &claim).expect("a valid claim").seat_with_ticket(ticket)
}

/// The tree over the bundle of a root.
fn tree(root: &Built) -> Tree {
    Tree::from_root(&root.seats[0], root.sum.sums()).expect("the bundle of a root")
}
