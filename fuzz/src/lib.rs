//! What the targets share: statements with proofs that are right but for a change that the fuzzer chooses.

use arbitrary::Arbitrary;
use curve25519_dalek::constants::EIGHT_TORSION;
use curve25519_dalek::edwards::CompressedEdwardsY;
use fernet_vrf::{Evaluation, SecretKey, Suite};

/// A statement and what is done to its proof. Random bytes are almost never a proof, so the proof is made.
#[derive(Arbitrary, Clone, Debug)]
pub struct Statement {
    /// Each byte of the seed of the secret key.
    pub seed: u8,
    /// Whether the suite is [`Suite::Tai`], not [`Suite::Ell2`].
    pub tai: bool,
    /// The input.
    pub alpha: Vec<u8>,
    /// The signed additional data.
    pub ad: Option<Vec<u8>>,
    /// What is done to its key and proof, in this order.
    pub changes: Vec<Change>,
}

/// A change of a key and a proof.
#[derive(Arbitrary, Clone, Debug)]
pub enum Change {
    /// Another value for one byte.
    Byte {
        /// Position of the byte.
        at: u8,
        /// Its new value.
        value: u8,
    },
    /// The 32 bytes from a position on become those of a point plus a point of small order, if they are a point.
    Torsion {
        /// The position.
        at: u8,
        /// Number of the point of small order, modulo 8.
        torsion: u8,
    },
    /// The 32 bytes from a position on become the encoding of a point of small order.
    SmallOrder {
        /// The position.
        at: u8,
        /// Number of the point of small order, modulo 8.
        torsion: u8,
    },
    /// The 32 bytes from a position on become others.
    Field {
        /// The position.
        at: u8,
        /// The new bytes.
        bytes: [u8; 32],
    },
}

impl Statement {
    /// The suite of the statement.
    pub fn suite(&self) -> Suite {
        if self.tai { Suite::Tai } else { Suite::Ell2 }
    }

    /// The secret key that the proof is made with.
    pub fn secret_key(&self) -> SecretKey {
        SecretKey::from_seed(&[self.seed; 32])
    }

    /// Evaluates the input with its secret key.
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
