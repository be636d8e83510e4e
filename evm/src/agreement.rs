//! What the contract has to answer, by the crate.

use fernet_vrf_p256::{Proof, PublicKey, Suite};

use crate::contract::{Entry, entry_of};
use crate::number::{N, P, plus};
use crate::statement::Words;

/// The decoded arguments of a call of `EcvrfP256`.
struct Call<'a> {
    key: [u8; 32],
    alpha: &'a [u8],
    words: Words,
    ad: Option<&'a [u8]>,
}

/// The output that a call of the contract has to return, by the crate; `None` if it has to revert. The calldata begins with the
/// selector of one of the four functions. The words must be the witness that the crate computes.
#[must_use]
pub fn expected(data: &[u8]) -> Option<[u8; 32]> {
    call(data)?.output()
}

/// Decodes calldata by the rules of the ABI, without those for padding.
fn call(data: &[u8]) -> Option<Call<'_>> {
    let (selector, arguments) = data.split_first_chunk()?;
    let (entry, has_ad) = entry_of(selector)?;
    let word = |at: usize| arguments.get(32 * at..)?.first_chunk::<32>();
    let bytes = |at: usize| {
        let (length, rest) = arguments.get(number(word(at)?)?..)?.split_first_chunk::<32>()?;
        rest.get(..number(length)?)
    };
    let mut words = Words::default();
    for (at, to) in words.iter_mut().enumerate() {
        *to = *word(2 + at)?;
    }
    let alpha = match entry {
        Entry::Fixed => word(1)?,
        Entry::Bytes => bytes(1)?,
    };
    let ad = if has_ad { Some(bytes(16)?) } else { None };
    Some(Call { key: *word(0)?, alpha, words, ad })
}

fn number(word: &[u8; 32]) -> Option<usize> {
    let (high, low) = word.split_last_chunk::<8>()?;
    if high.iter().all(|byte| *byte == 0) { usize::try_from(u64::from_be_bytes(*low)).ok() } else { None }
}

impl Call<'_> {
    /// The output, if the crate accepts the proof and the words are those of the crate.
    fn output(&self) -> Option<[u8; 32]> {
        let [gamma_x, gamma_y, c, s, ..] = &self.words;
        let key = PublicKey::from_registered(&self.key.into()).ok()?;
        let pi = [&[2 + (gamma_y[31] & 1)], &gamma_x[..], &c[16..], s].concat();
        let proof = Proof::try_from(pi.as_slice()).ok()?;
        let right = key.evm_witness(self.alpha, self.ad, &proof).ok()?;
        let same = right.iter().zip(&self.words).enumerate().all(|(at, (right, word))| {
            right == word
                || match at {
                    0..7 => false,
                    // A slope or an inverse has a second encoding if it is small.
                    7..13 => plus(right, P) == Some(*word),
                    _ => plus(right, N) == Some(*word),
                }
        });
        same.then(|| proof.to_hash(Suite::Sswu))
    }
}
