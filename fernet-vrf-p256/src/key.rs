//! Keys (RFC 9381, section 5.5; registered keys and derivation: SPEC `#vrf-p256`).

use core::fmt;

use fernet_core::{KeyBytes, P256KeyBytes, byte_form, tag};
use p256::elliptic_curve::group::Group;
use p256::elliptic_curve::ops::Reduce;
use p256::elliptic_curve::point::AffineCoordinates;
use p256::elliptic_curve::subtle::{Choice, ConditionallySelectable};
use p256::elliptic_curve::{Field, PrimeField};
use p256::{ProjectivePoint, Scalar};
use sha2::digest::array::Array;
use sha2::digest::consts::{U48, U64};
use sha2::{Digest, Sha512};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::point::{Point, SecretPoint};
use crate::stack::with_stack_wiped;
use crate::{P256KeyError, P256SecretKeyError};

/// A secret key, together with its public key.
///
/// It is wiped when dropped. It cannot be copied, compared or serialised, and `Debug` prints the public key only.
///
/// ```compile_fail
/// # use fernet_vrf_p256::SecretKey;
/// let secret_key = SecretKey::derive(&[1; 32]);
/// let copy = secret_key.clone();
/// ```
///
/// ```compile_fail
/// # use fernet_vrf_p256::SecretKey;
/// SecretKey::derive(&[1; 32]) == SecretKey::derive(&[2; 32]);
/// ```
pub struct SecretKey {
    /// The secret scalar x, between 1 and n - 1.
    pub(crate) x: Zeroizing<Scalar>,
    pub(crate) public_key: PublicKey,
}

impl SecretKey {
    /// Derives the secret key of a sequencer from a master secret (SPEC `#vrf-p256`). Its public key can be registered.
    ///
    /// `master` is 32 bytes from a cryptographic random generator; if it can be guessed, so can the key. The keys that
    /// `fernet_vrf` derives from the same `master` are independent of this one.
    ///
    /// ```
    /// use fernet_vrf_p256::SecretKey;
    ///
    /// let secret_key = SecretKey::derive(&[7; 32]);
    /// assert!(secret_key.public_key().to_registered().is_ok());
    /// ```
    #[must_use]
    pub fn derive(master: &[u8; 32]) -> Self {
        with_stack_wiped(|| {
            let mut hash = Zeroizing::new([0; 64]);
            let hasher = Sha512::new().chain_update(tag::KEY_SEQUENCER_P256.as_bytes()).chain_update(master);
            hasher.finalize_into((&mut *hash).into());
            let wide: &Array<u8, U64> = (&*hash).into();
            let x = Zeroizing::new(<Scalar as Reduce<Array<u8, U48>>>::reduce(wide.split_ref::<U48>().0));
            Self::expand(&Scalar::conditional_select(&x, &Scalar::ONE, x.is_zero())).negated_unless_even()
        })
    }

    /// Decodes a secret key of RFC 9381: the scalar `SK`, 32 bytes big-endian. Its public key may have an odd y, so it may not
    /// be one that can be registered ([`SecretKey::with_even_y`]).
    ///
    /// Use it for interoperability with other implementations of the RFC; for Fernet use [`SecretKey::derive`].
    ///
    /// # Never use the key for ECDSA or ECDH as well
    ///
    /// Anybody can compute H, the point of an input, from the public key. An ECDSA signature with SHA-256 of the 33 bytes of H,
    /// with the nonce of RFC 6979, has the same nonce as the proof for that input, and the key follows from the two by one
    /// division. An ECDH exchange with H as the other side's key gives the output of the VRF. [`SecretKey::derive`] hashes a
    /// tag first, so its keys are not affected.
    ///
    /// # Errors
    ///
    /// [`P256SecretKeyError::OutOfRange`] if the integer is 0, or the group order or above.
    ///
    /// ```
    /// use fernet_vrf_p256::{KeyBytes, SecretKey};
    ///
    /// // Example 13 of RFC 9381, appendix B.2.
    /// let scalar: KeyBytes = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721".parse()?;
    /// let secret_key = SecretKey::from_scalar(scalar.as_bytes())?;
    /// let public_key = secret_key.public_key().to_string();
    /// assert_eq!(public_key, "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6");
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    pub fn from_scalar(scalar: &[u8; 32]) -> Result<Self, P256SecretKeyError> {
        with_stack_wiped(|| {
            let x = Zeroizing::new(Scalar::from_repr((*scalar).into()).unwrap_or(Scalar::ZERO));
            if x.is_zero().into() { Err(P256SecretKeyError::OutOfRange) } else { Ok(Self::expand(&x)) }
        })
    }

    /// The secret key with the same x-coordinate of its public key, and an even y: this key, or its negation. Only such a
    /// key can be registered. The two keys have different outputs.
    ///
    /// ```
    /// use fernet_vrf_p256::{KeyBytes, P256KeyError, SecretKey};
    ///
    /// let scalar: KeyBytes = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721".parse()?;
    /// let odd = SecretKey::from_scalar(scalar.as_bytes())?;
    /// assert_eq!(odd.public_key().to_registered(), Err(P256KeyError::OddY));
    /// let registered = odd.with_even_y().public_key().to_registered()?;
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_even_y(self) -> Self {
        with_stack_wiped(|| self.negated_unless_even())
    }

    /// In constant time, though the parity is public.
    fn negated_unless_even(&self) -> Self {
        let odd = self.public_key.0.point.y_is_odd();
        let x = Zeroizing::new(Scalar::conditional_select(&self.x, &-*self.x, odd));
        let point = ProjectivePoint::from(self.public_key.0.point);
        let point = ProjectivePoint::conditional_select(&point, &ProjectivePoint::neg(&point), odd);
        Self { x, public_key: PublicKey(Point::new(point.to_affine())) }
    }

    fn expand(x: &Scalar) -> Self {
        let point = SecretPoint(ProjectivePoint::mul_by_generator(x));
        Self { x: Zeroizing::new(*x), public_key: PublicKey(Point::new(point.0.to_affine())) }
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

/// A valid public key: a point of the curve other than the one at infinity.
///
/// Its text and its bytes are the 33 bytes of the RFC. [`PublicKey::to_registered`] gives the 32 bytes of the protocol.
///
/// ```
/// use fernet_vrf_p256::{P256KeyError, ParseError, PublicKey};
///
/// let text = "0x0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
/// let key: PublicKey = text.parse()?;
/// assert_eq!(format!("{key:#x}"), text);
/// assert_eq!(PublicKey::try_from(key.as_ref())?, key);
///
/// let zeros = "00".repeat(33);
/// assert_eq!(zeros.parse::<PublicKey>(), Err(ParseError::Bytes(P256KeyError::Sign)));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "P256KeyBytes", into = "P256KeyBytes")
)]
pub struct PublicKey(pub(crate) Point);

impl PublicKey {
    /// Length in bytes of the key of the RFC.
    pub const LEN: usize = P256KeyBytes::LEN;

    /// Decodes a public key of RFC 9381: a compressed point, 0x02 for an even y or 0x03 for an odd one, and x big-endian.
    ///
    /// # Errors
    ///
    /// The first that applies of [`Sign`](P256KeyError::Sign), [`NonCanonical`](P256KeyError::NonCanonical),
    /// [`NotOnCurve`](P256KeyError::NotOnCurve).
    pub fn from_bytes(bytes: &[u8; Self::LEN]) -> Result<Self, P256KeyError> {
        Ok(Self(Point::decode(bytes)?))
    }

    /// The 33 bytes of the key of the RFC: `point_to_string`.
    #[must_use]
    pub const fn to_bytes(&self) -> P256KeyBytes {
        P256KeyBytes::from_bytes(self.0.bytes)
    }

    /// Decodes a key as it is registered: the x-coordinate of a point with even y (SPEC `#vrf-p256`).
    ///
    /// # Errors
    ///
    /// The first that applies of [`NonCanonical`](P256KeyError::NonCanonical), [`NotOnCurve`](P256KeyError::NotOnCurve).
    ///
    /// ```
    /// use fernet_vrf_p256::{KeyBytes, P256KeyError, PublicKey, SecretKey};
    ///
    /// let public_key = *SecretKey::derive(&[1; 32]).public_key();
    /// assert_eq!(PublicKey::from_registered(&public_key.to_registered()?)?, public_key);
    /// let above_p = KeyBytes::from_bytes([0xff; 32]);
    /// assert_eq!(PublicKey::from_registered(&above_p), Err(P256KeyError::NonCanonical));
    /// # Ok::<(), P256KeyError>(())
    /// ```
    pub fn from_registered(key: &KeyBytes) -> Result<Self, P256KeyError> {
        Ok(Self(Point::decompress(key.as_bytes(), Choice::from(0))?))
    }

    /// The 32 bytes with which the key is registered: its x-coordinate.
    ///
    /// # Errors
    ///
    /// [`OddY`](P256KeyError::OddY) if y is odd. The holder can register the key of [`SecretKey::with_even_y`].
    pub fn to_registered(&self) -> Result<KeyBytes, P256KeyError> {
        let [sign, x @ ..] = self.0.bytes;
        if sign == 0x02 { Ok(KeyBytes::from_bytes(x)) } else { Err(P256KeyError::OddY) }
    }
}

byte_form!(PublicKey, P256KeyBytes, P256KeyError);

impl AsRef<[u8]> for PublicKey {
    fn as_ref(&self) -> &[u8] {
        &self.0.bytes
    }
}

impl TryFrom<&[u8]> for PublicKey {
    type Error = P256KeyError;

    /// Decodes as [`PublicKey::from_bytes`] does; [`Length`](P256KeyError::Length) unless there are 33 bytes.
    fn try_from(bytes: &[u8]) -> Result<Self, P256KeyError> {
        Self::from_bytes(bytes.try_into().map_err(|_| P256KeyError::Length)?)
    }
}
