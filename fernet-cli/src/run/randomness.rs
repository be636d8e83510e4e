//! Pins the block's RANDAO mix from the recorded mixes.

use fernet_core::{Params, PinnedMix, RandaoError, RandaoRing};

use crate::failure::Failure;
use crate::file::BlockFile;

/// Pins the block's mix (SPEC `#randao-lag`).
///
/// A ring of one is enough for any number of records: the first one at or after the wanted L1 block is that block's, or
/// it has none.
pub(crate) fn pin(file: &BlockFile, params: &Params) -> Result<PinnedMix, Failure> {
    let mut ring = RandaoRing::<1>::new();
    let mut pinned = Err(RandaoError::NotYetKnown);
    for (i, record) in file.randao.iter().enumerate() {
        let inserted = ring.insert(record.l1_block, record.mix);
        inserted.map_err(|error| Failure::field(format_args!("randao[{i}].l1_block"), error))?;
        if pinned == Err(RandaoError::NotYetKnown) {
            pinned = ring.pin(file.block_number, file.l1_block, params.randao_lag());
        }
    }
    pinned.map_err(|error| match error {
        RandaoError::OpensTooEarly => {
            let (opens, lag) = (file.l1_block, params.randao_lag());
            Failure::field("l1_block", format_args!("{opens} is less than params.randao_lag ({lag}) + 2"))
        }
        error => {
            let wanted = file.l1_block.get().saturating_sub(params.randao_lag().into());
            Failure::field("randao", format_args!("{error} (L1 block {wanted})"))
        }
    })
}
