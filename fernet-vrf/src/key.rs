//! Keys (RFC 9381, sections 5.4.5 and 5.5; derivation: SPEC `#key-derivation`).

use core::fmt;

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::{Scalar, clamp_integer};
use fernet_core::{KeyBytes, Role, tag};
use sha2::digest::array::Array;
use sha2::digest::consts::{U32, U64};
use sha2::{Digest, Sha512};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::KeyError;
use crate::point::Point;
use crate::stack::with_stack_wiped;

/// A secret key with its public key. Wiped when dropped; not copied, compared, serialised or printed.
///
/// ```compile_fail
/// # use fernet_vrf::SecretKey;
/// let secret_key = SecretKey::from_seed(&[1; 32]);
/// let copy = secret_key.clone();
/// ```
///
/// ```compile_fail
/// # use fernet_vrf::SecretKey;
/// SecretKey::from_seed(&[1; 32]) == SecretKey::from_seed(&[2; 32]);
/// ```
pub struct SecretKey {
    /// `x`, modulo the group order.
    pub(crate) x: Zeroizing<Scalar>,
    /// The half of the hashed seed that opens every nonce.
    pub(crate) prefix: Zeroizing<[u8; 32]>,
    pub(crate) public_key: PublicKey,
}

impl SecretKey {
    /// Derives the key of one role from a master secret: the key of [`SecretKey::from_seed`] whose seed is the first 32
    /// bytes of SHA-512 of the role's 32-byte tag and `master` (SPEC `#key-derivation`).
    ///
    /// The three prover roles share one key; a sequencer's is another. Without the hash of the tag, a master secret that
    /// also serves Ed25519 would leak: see [`SecretKey::from_seed`].
    ///
    /// `master` is 32 bytes from a cryptographic random generator. Anything guessable makes the key guessable.
    ///
    /// ```
    /// use fernet_core::Role;
    /// use fernet_vrf::SecretKey;
    ///
    /// let master = [7; 32];
    /// let sequencer = SecretKey::derive(&master, Role::Sequencer);
    /// let prover = SecretKey::derive(&master, Role::Prover);
    /// assert_ne!(sequencer.public_key(), prover.public_key());
    /// ```
    #[must_use]
    pub fn derive(master: &[u8; 32], role: Role) -> Self {
        let tag = match role {
            Role::Sequencer => tag::KEY_SEQUENCER,
            Role::BaseProver | Role::MergeProver | Role::Prover => tag::KEY_PROVER,
        };
        with_stack_wiped(|| {
            let hash = finalize_secret(Sha512::new().chain_update(tag.as_bytes()).chain_update(master));
            Self::expand(halves(&hash).0)
        })
    }

    /// The key of RFC 9381, whose `SK` is an Ed25519 seed, expanded as in RFC 8032, section 5.1.5.
    ///
    /// # Never use the seed for Ed25519 as well
    ///
    /// Both algorithms would take the same nonce prefix and the same scalar x. An Ed25519 signature on the 32 bytes of
    /// H, which anybody can compute from the public key and `alpha`, has the nonce of the proof for `alpha`: from the two
    /// scalars x follows by one division. It is the same for a proof that signs data, with a message that starts with
    /// its suite byte. [`SecretKey::derive`] hashes a tag first and is safe in this respect; this function is for
    /// interoperability with other implementations.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        with_stack_wiped(|| Self::expand(seed))
    }

    fn expand(seed: &[u8; 32]) -> Self {
        let hash = finalize_secret(Sha512::new().chain_update(seed));
        let (scalar, prefix) = halves(&hash);
        let clamped = Zeroizing::new(clamp_integer(*scalar));
        let x = Zeroizing::new(Scalar::from_bytes_mod_order(*clamped));
        let public_key = PublicKey(Point::encode(EdwardsPoint::mul_base(&x)));
        Self { x, prefix: Zeroizing::new(*prefix), public_key }
    }

    /// The public key, computed once when the key was made.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.public_key
    }
}

impl ZeroizeOnDrop for SecretKey {}

impl fmt::Debug for SecretKey {
    /// The public key only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretKey").field("public_key", &self.public_key).finish_non_exhaustive()
    }
}

/// A validated public key: a point in its one encoding, not of small order.
///
/// A point with a small-order component besides a large-order one passes, as in RFC 9381: it costs its holder only, who
/// still has one output for each input.
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "KeyBytes", into = "KeyBytes")
)]
pub struct PublicKey(pub(crate) Point);

impl PublicKey {
    /// Decodes and validates a key: `string_to_point` and `ECVRF_validate_key` (RFC 9381, section 5.4.5).
    ///
    /// # Errors
    ///
    /// The first that applies: [`NonCanonical`](KeyError::NonCanonical), [`MinusZero`](KeyError::MinusZero),
    /// [`NotOnCurve`](KeyError::NotOnCurve), [`SmallOrder`](KeyError::SmallOrder).
    ///
    /// ```
    /// use fernet_vrf::{PublicKey, KeyError};
    ///
    /// let mut identity = [0; 32];
    /// identity[0] = 1;
    /// assert_eq!(PublicKey::from_bytes(&identity), Err(KeyError::SmallOrder));
    /// ```
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let point = Point::decode(bytes)?;
        if point.point.is_small_order() {
            return Err(KeyError::SmallOrder);
        }
        Ok(Self(point))
    }

    /// The encoding, as registered (`point_to_string`).
    #[must_use]
    pub const fn to_bytes(&self) -> KeyBytes {
        KeyBytes::from_bytes(self.0.bytes.to_bytes())
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.bytes == other.0.bytes
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.to_bytes())
    }
}

impl From<PublicKey> for KeyBytes {
    fn from(key: PublicKey) -> Self {
        key.to_bytes()
    }
}

impl TryFrom<KeyBytes> for PublicKey {
    type Error = KeyError;

    fn try_from(bytes: KeyBytes) -> Result<Self, KeyError> {
        Self::from_bytes(bytes.as_bytes())
    }
}

impl TryFrom<&[u8]> for PublicKey {
    type Error = KeyError;

    /// As [`PublicKey::from_bytes`], and [`Length`](KeyError::Length) unless there are 32 bytes.
    fn try_from(bytes: &[u8]) -> Result<Self, KeyError> {
        Self::from_bytes(bytes.try_into().map_err(|_| KeyError::Length)?)
    }
}

/// The digest, in a buffer that wipes itself.
pub(crate) fn finalize_secret(hasher: Sha512) -> Zeroizing<[u8; 64]> {
    let mut hash = Zeroizing::new([0; 64]);
    hasher.finalize_into((&mut *hash).into());
    hash
}

/// The first and the last 32 bytes.
fn halves(hash: &[u8; 64]) -> (&[u8; 32], &[u8; 32]) {
    let hash: &Array<u8, U64> = hash.into();
    let (first, last) = hash.split_ref::<U32>();
    (first.as_ref(), last.as_ref())
}
