//! Keys (RFC 9381, sections 5.4.5 and 5.5; derivation: SPEC `#key-derivation`).

use core::fmt;

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::{Scalar, clamp_integer};
use fernet_core::{KeyBytes, Role, byte_form, tag};
use sha2::digest::array::Array;
use sha2::digest::consts::{U32, U64};
use sha2::{Digest, Sha512};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::KeyError;
use crate::point::Point;
use crate::stack::with_stack_wiped;

/// A secret key, together with its public key.
///
/// It is wiped when dropped. It cannot be copied, compared or serialised, and `Debug` prints the public key only.
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
    /// The secret scalar x, modulo the group order.
    pub(crate) x: Zeroizing<Scalar>,
    /// The second half of the hashed seed, from which nonces are derived.
    pub(crate) prefix: Zeroizing<[u8; 32]>,
    pub(crate) public_key: PublicKey,
}

impl SecretKey {
    /// Derives the secret key of a role from a master secret (SPEC `#key-derivation`).
    ///
    /// `master` is 32 bytes from a cryptographic random generator; if it can be guessed, so can the key. For one `master`
    /// the three prover roles [`Role::BaseProver`], [`Role::MergeProver`] and [`Role::Prover`] share one key, and
    /// [`Role::Sequencer`] has another. A key is registered with one role, so an operator that wants two prover roles needs
    /// two master secrets.
    ///
    /// The result is [`SecretKey::from_seed`] of the first 32 bytes of SHA-512 of the role's 32-byte tag and `master`. The
    /// tag also separates the key from an Ed25519 key with the same `master`.
    ///
    /// ```
    /// use fernet_vrf::{Role, SecretKey};
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

    /// Expands a secret key of RFC 9381: the 32 bytes `SK`, which are an Ed25519 seed (RFC 8032, section 5.1.5).
    ///
    /// Use it for interoperability with other implementations of the RFC; for Fernet use [`SecretKey::derive`].
    ///
    /// # Never use the seed for Ed25519 as well
    ///
    /// Both algorithms would have the same nonce prefix and the same secret scalar x. Anybody can compute H, the point of
    /// an input, from the public key. An Ed25519 signature of the 32 bytes of H has the same nonce as the proof for that
    /// input, and x follows from the two by one division. The same holds for a proof that signs data and a message that
    /// starts with its suite byte. [`SecretKey::derive`] hashes a tag first, so its keys are not affected.
    ///
    /// ```
    /// use fernet_vrf::SecretKey;
    ///
    /// // Example 16 of RFC 9381, appendix B.3.
    /// let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    /// # let seed: fernet_vrf::KeyBytes = seed.parse()?;
    /// # let seed = seed.as_bytes();
    /// let secret_key = SecretKey::from_seed(seed);
    /// let public_key = secret_key.public_key().to_string();
    /// assert_eq!(public_key, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    /// # Ok::<(), fernet_core::HexError>(())
    /// ```
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

    /// The public key of this secret key. It was computed when the secret key was made.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.public_key
    }
}

impl ZeroizeOnDrop for SecretKey {}

impl fmt::Debug for SecretKey {
    /// Prints the public key only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretKey").field("public_key", &self.public_key).finish_non_exhaustive()
    }
}

/// A valid public key: a canonically encoded point that does not have small order.
///
/// A point with a small-order component besides one of large order is accepted, as in RFC 9381. This harms only the key's
/// owner, and the output for each input stays unique.
///
/// ```
/// use fernet_vrf::{KeyError, ParseError, PublicKey};
///
/// let text = "0xd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
/// let key: PublicKey = text.parse()?;
/// assert_eq!(format!("{key:#x}"), text);
/// assert_eq!(PublicKey::try_from(key.as_ref())?, key);
///
/// let zeros = "00".repeat(32);
/// assert_eq!(zeros.parse::<PublicKey>(), Err(ParseError::Bytes(KeyError::SmallOrder)));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "KeyBytes", into = "KeyBytes")
)]
pub struct PublicKey(pub(crate) Point);

impl PublicKey {
    /// Length in bytes.
    pub const LEN: usize = KeyBytes::LEN;

    /// Decodes and validates a public key: `string_to_point` and `ECVRF_validate_key` (RFC 9381, section 5.4.5).
    ///
    /// # Errors
    ///
    /// The first that applies of [`NonCanonical`](KeyError::NonCanonical), [`MinusZero`](KeyError::MinusZero),
    /// [`NotOnCurve`](KeyError::NotOnCurve), [`SmallOrder`](KeyError::SmallOrder).
    ///
    /// ```
    /// use fernet_vrf::{KeyError, PublicKey};
    ///
    /// let mut identity = [0; 32];
    /// identity[0] = 1;
    /// assert_eq!(PublicKey::from_bytes(&identity), Err(KeyError::SmallOrder));
    /// ```
    pub fn from_bytes(bytes: &[u8; Self::LEN]) -> Result<Self, KeyError> {
        let point = Point::decode(bytes)?;
        if point.point.is_small_order() {
            return Err(KeyError::SmallOrder);
        }
        Ok(Self(point))
    }

    /// The 32 bytes of the key, as they are registered: `point_to_string` (RFC 9381, section 5.5).
    #[must_use]
    pub const fn to_bytes(&self) -> KeyBytes {
        KeyBytes::from_bytes(self.0.bytes.to_bytes())
    }
}

byte_form!(PublicKey, KeyBytes, KeyError);

impl AsRef<[u8]> for PublicKey {
    fn as_ref(&self) -> &[u8] {
        self.0.bytes.as_bytes()
    }
}

impl TryFrom<&[u8]> for PublicKey {
    type Error = KeyError;

    /// Decodes as [`PublicKey::from_bytes`] does; [`Length`](KeyError::Length) unless there are 32 bytes.
    fn try_from(bytes: &[u8]) -> Result<Self, KeyError> {
        Self::from_bytes(bytes.try_into().map_err(|_| KeyError::Length)?)
    }
}

/// The digest of a secret, in a buffer that is wiped when dropped.
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
