//! Pins the block's RANDAO mix from the recorded mixes and reveals.

use fernet_core::{Params, PinnedMix, RandaoError, RandaoMix, RandaoRing};

use crate::failure::Failure;
use crate::file::BlockFile;

/// Pins the block's mix (SPEC `#randao-lag`).
///
/// A ring of two is enough for any number of records: at the first one at or after the wanted slot it holds that and the
/// one before, and no later record changes the answer.
pub(crate) fn pin(file: &BlockFile, params: &Params) -> Result<PinnedMix, Failure> {
    let mut ring = RandaoRing::<2>::new();
    let mut newest: Option<RandaoMix> = None;
    let mut pinned = Err(RandaoError::NotYetKnown);
    for (i, record) in file.randao.iter().enumerate() {
        let mix = match (record.mix, record.reveal, newest) {
            (Some(mix), None, _) => mix,
            (None, Some(reveal), Some(before)) => before.mix_in(&reveal),
            (None, Some(_), None) => {
                return Err(Failure::field(
                    format_args!("randao[{i}].reveal"),
                    "a reveal needs an earlier mix; the first entry must have `mix`",
                ));
            }
            _ => return Err(Failure::field(format_args!("randao[{i}]"), "expected exactly one of mix and reveal")),
        };
        ring.insert(record.slot, mix).map_err(|error| Failure::field(format_args!("randao[{i}].slot"), error))?;
        newest = Some(mix);
        if pinned == Err(RandaoError::NotYetKnown) {
            pinned = ring.pin(file.block_number, file.slot, params.randao_lag());
        }
    }
    pinned.map_err(|error| match error {
        RandaoError::BeforeFirstSlot => Failure::field(
            "slot",
            format_args!("{} is less than params.randao_lag ({})", file.slot, params.randao_lag()),
        ),
        error => {
            let target = file.slot.get().saturating_sub(params.randao_lag().into());
            Failure::field("randao", format_args!("{error} (slot {target})"))
        }
    })
}
