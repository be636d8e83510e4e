//! Every byte string in every shape of a serde type, in every format, at the right length and at wrong ones.

use std::fmt::Debug;

use fernet_core::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize, Serializer};

use crate::formats::{Cbor, Format, Json, MessagePack, MessagePackArrays, Postcard};

/// Bytes of any length, written as a byte string of the core is.
#[derive(Clone, Debug)]
struct Written(Vec<u8>);

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let digits: String = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
            serializer.serialize_str(&digits)
        } else {
            serializer.serialize_bytes(&self.0)
        }
    }
}

/// The number behind a byte string must never take one of its bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Plain<B> {
    bytes: B,
    number: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Tagged<B> {
    Fields { bytes: B, number: u64 },
    Newtype(Plain<B>),
    // The fields of an enum in a tagged enum are written through a buffer of serde.
    Nested(Nested<B>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Nested<B> {
    Fields { bytes: B },
    Tuple(B, u64),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged<B> {
    Number(u64),
    Fields { bytes: B, number: u64 },
    Bytes(B),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Flat<B> {
    before: u8,
    #[serde(flatten)]
    plain: Plain<B>,
}

/// Calls `$check` with each shape that holds `$bytes`: those that every format can read, and those that need one that
/// describes itself.
macro_rules! each_shape {
    ($format:ident, $bytes:expr, $check:ident) => {
        let bytes = $bytes;
        let plain = || Plain { bytes: bytes.clone(), number: 7 };
        $check!(B, B, bytes.clone());
        $check!(B, Plain<B>, plain());
        $check!(B, Vec<B>, vec![bytes.clone(), bytes.clone()]);
        $check!(B, Vec<Plain<B>>, vec![plain(), plain()]);
        $check!(B, (B, u8, B), (bytes.clone(), 9_u8, bytes.clone()));
        $check!(B, Option<B>, Some(bytes.clone()));
        $check!(B, Nested<B>, Nested::Fields { bytes: bytes.clone() });
        $check!(B, Nested<B>, Nested::Tuple(bytes.clone(), 7));
        if $format::SELF_DESCRIBING {
            $check!(B, Tagged<B>, Tagged::Fields { bytes: bytes.clone(), number: 7 });
            $check!(B, Tagged<B>, Tagged::Newtype(plain()));
            $check!(B, Tagged<B>, Tagged::Nested(Nested::Fields { bytes: bytes.clone() }));
            $check!(B, Tagged<B>, Tagged::Nested(Nested::Tuple(bytes.clone(), 7)));
            $check!(B, Untagged<B>, Untagged::Bytes(bytes.clone()));
            $check!(B, Untagged<B>, Untagged::Fields { bytes: bytes.clone(), number: 7 });
            $check!(B, Flat<B>, Flat { before: 1, plain: plain() });
            $check!(B, Vec<Flat<B>>, vec![Flat { before: 1, plain: plain() }, Flat { before: 2, plain: plain() }]);
        }
    };
}

fn survives<F: Format, B: Copy + Debug + PartialEq + Serialize + DeserializeOwned>(value: B) {
    macro_rules! check {
        ($b:ident, $type:ty, $value:expr) => {
            let (value, written): ($type, _) = ($value, F::write(&$value));
            assert_eq!(F::read::<$type>(&written), Ok(value), "{}", std::any::type_name::<F>());
        };
    }
    each_shape!(F, value, check);
}

fn refuses<F: Format, B: Copy + Debug + PartialEq + Serialize + DeserializeOwned>(wrong: &[u8]) {
    macro_rules! check {
        ($b:ident, $type:ty, $value:expr) => {
            let read = F::read::<$type>(&F::write(&$value));
            assert!(read.is_err(), "{}: {} bytes give {read:?}", std::any::type_name::<F>(), wrong.len());
        };
    }
    each_shape!(F, Written(wrong.to_vec()), check);
    // As a sequence of integers, the form that reads on into the next field unless its end is looked for.
    macro_rules! check_sequence {
        ($b:ident, $type:ty, $value:expr) => {
            let read = F::read::<$type>(&F::write(&$value));
            assert!(read.is_err(), "{}: {} integers give {read:?}", std::any::type_name::<F>(), wrong.len());
        };
    }
    each_shape!(F, wrong.to_vec(), check_sequence);
}

/// A sequence of integers of the right length, as other implementations may send it to a binary format.
fn takes_a_sequence<F: Format, B: Copy + Debug + PartialEq + DeserializeOwned>(bytes: &[u8], value: B) {
    let read = |written: &[u8]| F::read::<Plain<B>>(written).ok();
    let expected = (!F::HUMAN_READABLE).then_some(Plain { bytes: value, number: 7 });
    assert_eq!(
        read(&F::write(&Plain { bytes: bytes.to_vec(), number: 7 })),
        expected,
        "{}",
        std::any::type_name::<F>()
    );
}

fn check<B: Copy + Debug + PartialEq + Serialize + DeserializeOwned>(value: B, bytes: &[u8]) {
    fn in_format<F: Format, B: Copy + Debug + PartialEq + Serialize + DeserializeOwned>(value: B, bytes: &[u8]) {
        survives::<F, B>(value);
        takes_a_sequence::<F, B>(bytes, value);
        let len = bytes.len();
        for wrong in [0, 1, len / 2, len - 1, len + 1, 2 * len, 1080] {
            refuses::<F, B>(&vec![1; wrong]);
        }
    }
    in_format::<Json, B>(value, bytes);
    in_format::<Cbor, B>(value, bytes);
    in_format::<MessagePack, B>(value, bytes);
    in_format::<MessagePackArrays, B>(value, bytes);
    in_format::<Postcard, B>(value, bytes);
}

/// Every byte string in a struct, in the format that is read by people and in one that is not; all forms come from one macro.
fn check_plain<B: Copy + Debug + PartialEq + Serialize + DeserializeOwned>(bytes: &[u8], value: B) {
    fn in_format<F: Format, B: Copy + Debug + PartialEq + Serialize + DeserializeOwned>(bytes: &[u8], value: B) {
        let plain = Plain { bytes: value, number: 7 };
        let written = F::write(&plain);
        assert_eq!(written, F::write(&Plain { bytes: Written(bytes.to_vec()), number: 7 }));
        assert_eq!(F::read::<Plain<B>>(&written), Ok(plain));
        let longer = F::write(&Plain { bytes: Written([bytes, &[1]].concat()), number: 7 });
        assert!(F::read::<Plain<B>>(&longer).is_err());
    }
    in_format::<Json, B>(bytes, value);
    in_format::<Cbor, B>(bytes, value);
}

fn bytes<const LEN: usize>() -> [u8; LEN] {
    std::array::from_fn(|i| 0xf0_u8.wrapping_add(i as u8))
}

macro_rules! byte_strings {
    ($($name:ident)*) => {
        #[test]
        fn every_byte_string() {
            $(check_plain(&bytes::<{ $name::LEN }>(), $name::from_bytes(bytes()));)*
        }

        #[test]
        fn no_byte_string_is_left_out() {
            let source = include_str!("../../src/bytes.rs");
            assert_eq!(source.matches("byte_string!(\n").count(), [$(stringify!($name)),*].len());
            let mut lengths = [$($name::LEN),*].to_vec();
            lengths.sort_unstable();
            lengths.dedup();
            assert_eq!(lengths, [20, 32, 33, 64, 80, 81, 96, 128], "one type of each length is in every_shape_and_format");
        }
    };
}

byte_strings!(
    Address Alpha AttestationId BatchProofBytes Beta BlockCommitment BlockHash BundleCommitment CertificateId ClaimId DataDigest
    DataRoot KeyBytes P256KeyBytes P256ProofBytes ProofDigest ProposalId ProverSeed
    RandaoMix RandaoReveal RegistrationId Salt SeatId SequencerSeed Statement TreeDataHash TxHash TxOrderHash TxRoot VrfProofBytes
);

#[test]
fn every_shape_and_format() {
    check(Address::from_bytes(bytes()), &bytes::<20>());
    check(RandaoMix::from_bytes(bytes()), &bytes::<32>());
    check(Beta::from_bytes(bytes()), &bytes::<64>());
    check(VrfProofBytes::from_bytes(bytes()), &bytes::<80>());
    check(P256KeyBytes::from_bytes(bytes()), &bytes::<33>());
    check(P256ProofBytes::from_bytes(bytes()), &bytes::<81>());
    check(RandaoReveal::from_bytes(bytes()), &bytes::<96>());
    check(BatchProofBytes::from_bytes(bytes()), &bytes::<128>());
}

/// RFC 8949: major type 2 of 32 bytes is 58 20. MessagePack: bin 8 is c4. Postcard: a length, then the bytes.
#[test]
fn bytes_are_bytes_in_binary_formats() {
    let mix = RandaoMix::from_bytes([0xab; 32]);
    let with = |head: &[u8]| [head, &[0xab; 32]].concat();
    assert_eq!(Cbor::write(&mix), with(&[0x58, 0x20]));
    assert_eq!(MessagePack::write(&mix), with(&[0xc4, 0x20]));
    assert_eq!(Postcard::write(&mix), with(&[0x20]));
    assert_eq!(Json::write(&mix), format!("\"{}\"", "ab".repeat(32)).into_bytes());
}

/// As keys of a map, which JSON has as texts only.
#[test]
fn keys_of_maps() {
    use std::collections::BTreeMap;

    fn check<F: Format>() {
        let map: BTreeMap<TxHash, Address> =
            (0..3).map(|i| (TxHash::from_bytes([i; 32]), Address::from_bytes([i; 20]))).collect();
        let written = F::write(&map);
        assert_eq!(F::read::<BTreeMap<TxHash, Address>>(&written), Ok(map), "{}", std::any::type_name::<F>());
        assert!(F::read::<BTreeMap<Beta, Address>>(&written).is_err(), "{}", std::any::type_name::<F>());
    }
    check::<Json>();
    check::<Cbor>();
    check::<MessagePack>();
    check::<MessagePackArrays>();
    check::<Postcard>();
}

/// What is named by a ticket stays one in every shape.
#[test]
fn enums() {
    survives::<Json, _>(Role::MergeProver);
    survives::<Cbor, _>(VrfMode::PerBlock);
    survives::<MessagePack, _>(Phase::Settled);
    survives::<MessagePackArrays, _>(Event::Reveal);
    survives::<Postcard, _>(Effect::SlashNotProven);
    assert_eq!(Json::write(&Effect::TreeCompetes), b"\"tree-competes\"");
}
