//! What the targets share: statements with proofs that are right but for a change that the fuzzer chooses.

use arbitrary::Arbitrary;
use curve25519_dalek::constants::EIGHT_TORSION;
use curve25519_dalek::edwards::CompressedEdwardsY;
use fernet_vrf::{Evaluation, SecretKey, Suite};

/// A statement and what is done to its proof. Random bytes are almost never a proof, so the proof is made.
#[derive(Arbitrary, Clone, Debug)]
pub struct Statement {
    pub seed: u8,
    pub tai: bool,
    pub alpha: Vec<u8>,
    pub ad: Option<Vec<u8>>,
    pub changes: Vec<Change>,
}

#[derive(Arbitrary, Clone, Debug)]
pub enum Change {
    /// Another value for one byte.
    Byte { at: u8, value: u8 },
    /// The 32 bytes from here on become those of a point plus a point of small order, if they are a point.
    Torsion { at: u8, torsion: u8 },
    /// The 32 bytes from here on become the encoding of a point of small order.
    SmallOrder { at: u8, torsion: u8 },
    /// The 32 bytes from here on become these.
    Field { at: u8, bytes: [u8; 32] },
}

impl Statement {
    pub fn suite(&self) -> Suite {
        if self.tai { Suite::Tai } else { Suite::Ell2 }
    }

    pub fn secret_key(&self) -> SecretKey {
        SecretKey::from_seed(&[self.seed; 32])
    }

    /// Evaluates it.
    pub fn evaluate<'k>(&self, secret_key: &'k SecretKey) -> Evaluation<'k> {
        secret_key.evaluate(self.suite(), &self.alpha).expect("one input in 2^256 has no point")
    }

    /// Changes the bytes of its key and proof.
    pub fn change(&self, bytes: &mut [u8]) {
        for change in &self.changes {
            match *change {
                Change::Byte { at, value } => {
                    if let Some(byte) = bytes.get_mut(usize::from(at)) {
                        *byte = value;
                    }
                }
                Change::Torsion { at, torsion } => {
                    if let Some(field) = field(bytes, at)
                        && let Some(point) = CompressedEdwardsY(*field).decompress()
                    {
                        *field = (point + EIGHT_TORSION[usize::from(torsion % 8)]).compress().to_bytes();
                    }
                }
                Change::SmallOrder { at, torsion } => {
                    if let Some(field) = field(bytes, at) {
                        *field = EIGHT_TORSION[usize::from(torsion % 8)].compress().to_bytes();
                    }
                }
                Change::Field { at, bytes: new } => {
                    if let Some(field) = field(bytes, at) {
                        *field = new;
                    }
                }
            }
        }
    }
}

fn field(bytes: &mut [u8], at: u8) -> Option<&mut [u8; 32]> {
    bytes.get_mut(usize::from(at)..)?.first_chunk_mut()
}
