//! The byte forms of openings and of tree data (SPEC `#opening`, `#tree-data`).

use heapless::Vec;

use crate::error::OpeningError;
use crate::message::wire::{Reader, Wire, Writer, fields};
use crate::opening::{Level, NODE_DATA_LEN, NodeData, OpenedSeat, SeatOpening};
use crate::params::MAX_PROOFS_PER_NODE;
use crate::shape::MAX_DEPTH;
use crate::{BundleCommitment, Claim, KeyBytes, Score, SeatId, Sums, Total};

/// The bytes of an opening before its levels.
pub(crate) const SEAT_LEN: usize = Head::LEN;

/// The bytes of a level.
pub(crate) const LEVEL_LEN: usize = Level::LEN;

/// Number of bytes of the longest opening: that of a seat at depth 32.
pub const MAX_OPENING_LEN: usize = SEAT_LEN + LEVEL_LEN * MAX_DEPTH;

fields!(Sums { total: Total, filled: u64, kept_base: u64, kept_merge: u64 });

fields!(OpenedSeat { key: KeyBytes, claim: Claim, score: Score });

fields!(Level { seats_digest: [u8; 32], sibling: BundleCommitment, sums: Sums });

/// An opening without its levels.
#[derive(Clone, Copy)]
struct Head {
    seat: OpenedSeat,
    position: u8,
    others: [SeatId; MAX_PROOFS_PER_NODE - 1],
    children: [BundleCommitment; 2],
    sums: Sums,
}

fields!(Head {
    seat: OpenedSeat,
    position: u8,
    others: [SeatId; MAX_PROOFS_PER_NODE - 1],
    children: [BundleCommitment; 2],
    sums: Sums,
});

impl NodeData {
    /// Reads the 152 bytes of a node in tree data. Every value is accepted.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; NODE_DATA_LEN]) -> Self {
        let mut reader = Reader::new(bytes);
        // The bytes are as many as those of the fields.
        let seats = Wire::read(&mut reader, "seats").unwrap_or([SeatId::ZERO; MAX_PROOFS_PER_NODE]);
        Self { seats, sums: Wire::read(&mut reader, "sums").unwrap_or_default() }
    }

    /// Writes the 152 bytes of a node in tree data.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; NODE_DATA_LEN] {
        let mut bytes = [0; NODE_DATA_LEN];
        let mut writer = Writer::new(&mut bytes);
        self.seats.write(&mut writer);
        self.sums.write(&mut writer);
        bytes
    }
}

impl SeatOpening {
    /// Reads an opening: 429 bytes, and 120 for each level. The bytes may come from anybody.
    ///
    /// # Errors
    /// [`OpeningError::Length`] if there are not 429 bytes and a multiple of 120, at most 32 times 120.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, OpeningError> {
        let mut reader = Reader::new(bytes);
        let length = |_| OpeningError::Length;
        let Head { seat, position, others, children, sums } = Head::read(&mut reader, "seat").map_err(length)?;
        let mut levels = Vec::new();
        while !reader.rest().is_empty() {
            let level = Level::read(&mut reader, "level").map_err(length)?;
            levels.push(level).map_err(|_| OpeningError::Length)?;
        }
        Ok(Self { seat, position, others, children, sums, levels })
    }

    /// Writes the opening into `buffer`, and returns its bytes: 429, and 120 for each level.
    #[must_use]
    pub fn to_bytes<'a>(&self, buffer: &'a mut [u8; MAX_OPENING_LEN]) -> &'a [u8] {
        let Self { seat, position, others, children, sums, ref levels } = *self;
        let mut writer = Writer::new(buffer);
        Head { seat, position, others, children, sums }.write(&mut writer);
        levels.iter().for_each(|level| level.write(&mut writer));
        let left = writer.left();
        buffer.get(..MAX_OPENING_LEN.saturating_sub(left)).unwrap_or_default()
    }
}
