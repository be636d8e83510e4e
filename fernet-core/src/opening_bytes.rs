//! The byte form of openings, and the fields of which it consists (SPEC `#opening`).

use heapless::Vec;

use crate::error::OpeningError;
use crate::opening::{Level, OpenedSeat, SeatOpening};
use crate::shape::MAX_DEPTH;
use crate::{
    Address, BundleCommitment, Claim, KeyBytes, NodeIndex, ProofDigest, Score, SeatId, Statement, Sums, Total,
};

pub(crate) const SEAT_LEN: usize = 429;
pub(crate) const LEVEL_LEN: usize = 120;

/// Number of bytes of the longest opening: that of a seat at depth 32.
pub const MAX_OPENING_LEN: usize = SEAT_LEN + LEVEL_LEN * MAX_DEPTH;

/// Reads fields of fixed width from a byte string that is long enough; behind its end there are zeros.
pub(crate) struct Fields<'a>(core::slice::Iter<'a, u8>);

impl<'a> Fields<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes.iter())
    }

    fn field<const N: usize>(&mut self) -> [u8; N] {
        [(); N].map(|()| self.0.next().copied().unwrap_or(0))
    }

    pub(crate) fn hash(&mut self) -> [u8; 32] {
        self.field()
    }

    pub(crate) fn sums(&mut self) -> Sums {
        let total = Total::from_be_bytes(self.field());
        let [filled, kept_base, kept_merge] = [(); 3].map(|()| u64::from_be_bytes(self.field()));
        Sums { total, filled, kept_base, kept_merge }
    }

    fn claim(&mut self) -> Claim {
        Claim {
            node: NodeIndex::new(u64::from_be_bytes(self.field())),
            statement: Statement::from_bytes(self.hash()),
            proof_digest: ProofDigest::from_bytes(self.hash()),
            left: BundleCommitment::from_bytes(self.hash()),
            right: BundleCommitment::from_bytes(self.hash()),
            fee_burn: u32::from_be_bytes(self.field()),
            payout: Address::from_bytes(self.field()),
            rebate_payee: Address::from_bytes(self.field()),
        }
    }

    fn level(&mut self) -> Level {
        Level { seats_digest: self.hash(), sibling: BundleCommitment::from_bytes(self.hash()), sums: self.sums() }
    }
}

impl SeatOpening {
    /// Reads an opening: 429 bytes, and 120 for each level. The bytes may come from anybody.
    ///
    /// # Errors
    /// [`OpeningError::Length`] if there are not 429 bytes and a multiple of 120, at most 32 times 120.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, OpeningError> {
        let (seat, path) = bytes.split_at_checked(SEAT_LEN).ok_or(OpeningError::Length)?;
        let chunks = path.chunks_exact(LEVEL_LEN);
        if !chunks.remainder().is_empty() {
            return Err(OpeningError::Length);
        }
        let mut levels = Vec::new();
        for chunk in chunks {
            levels.push(Fields::new(chunk).level()).map_err(|_| OpeningError::Length)?;
        }
        let mut fields = Fields::new(seat);
        let key = KeyBytes::from_bytes(fields.hash());
        let claim = fields.claim();
        let score = Score::from_be_bytes(fields.field());
        let [position] = fields.field();
        Ok(Self {
            seat: OpenedSeat { key, claim, score },
            position,
            others: [fields.hash(), fields.hash()].map(SeatId::from_bytes),
            children: [fields.hash(), fields.hash()].map(BundleCommitment::from_bytes),
            sums: fields.sums(),
            levels,
        })
    }

    /// Writes the opening into `buffer`, and returns its bytes: 429, and 120 for each level.
    #[must_use]
    pub fn to_bytes<'a>(&self, buffer: &'a mut [u8; MAX_OPENING_LEN]) -> &'a [u8] {
        let (mut to, mut len) = (buffer.iter_mut(), 0_usize);
        let mut put = |field: &[u8]| {
            for from in field {
                if let Some(to) = to.next() {
                    *to = *from;
                    len = len.saturating_add(1);
                }
            }
        };
        let OpenedSeat { key, claim, score } = &self.seat;
        put(key.as_bytes());
        put(&claim.node.get().to_be_bytes());
        put(claim.statement.as_bytes());
        put(claim.proof_digest.as_bytes());
        put(claim.left.as_bytes());
        put(claim.right.as_bytes());
        put(&claim.fee_burn.to_be_bytes());
        put(claim.payout.as_bytes());
        put(claim.rebate_payee.as_bytes());
        put(&score.to_be_bytes());
        put(&[self.position]);
        self.others.iter().for_each(|id| put(id.as_bytes()));
        self.children.iter().for_each(|child| put(child.as_bytes()));
        put(&self.sums.to_bytes());
        for level in &self.levels {
            put(&level.seats_digest);
            put(level.sibling.as_bytes());
            put(&level.sums.to_bytes());
        }
        buffer.get(..len).unwrap_or_default()
    }
}
