//! The version of the library and its self-test.

use core::ffi::CStr;

use fernet_core::{Address, Beta, FeeBurn, NodeIndex, ParamValues, Params, Score, Ticket, TreeShape};
use fernet_rewards::{Amount, SettlementPlan};
use fernet_vrf::{SecretKey, Suite};

use crate::ptr::Text;
use crate::status::fernet_status;

/// Returns the version of the library, such as "0.1.0". The text is static, ASCII and NUL-terminated; do not free it.
#[unsafe(no_mangle)]
pub extern "C" fn fernet_version() -> Text {
    CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()).unwrap_or_default().into()
}

/// The ABI version of the library: the minor version while the major version is 0, then 1000 times the major version. It changes
/// together with the SONAME.
#[must_use]
pub const fn abi_version() -> u32 {
    let (major, minor) = (number(env!("CARGO_PKG_VERSION_MAJOR")), number(env!("CARGO_PKG_VERSION_MINOR")));
    if major == 0 { minor } else { major.saturating_mul(1000) }
}

const fn number(digits: &str) -> u32 {
    match u32::from_str_radix(digits, 10) {
        Ok(number) => number,
        Err(_) => u32::MAX,
    }
}

/// Checks that the header and the library belong together and that the library computes correctly on this machine. It
/// makes and verifies an example proof of RFC 9381, checks that verification refuses it for another input, and computes
/// one ticket, one score and one pay. It takes about as long as four proofs. Call it once, before any other function.
///
/// - abi_version: FERNET_ABI_VERSION of the header that the program was compiled with.
///
/// Errors: ABI_VERSION, SELF_TEST.
#[unsafe(no_mangle)]
pub extern "C" fn fernet_selftest(abi_version: u32) -> fernet_status {
    if abi_version != self::abi_version() {
        return fernet_status::AbiVersion;
    }
    if known_answers().is_some_and(|right| right) { fernet_status::Ok } else { fernet_status::SelfTest }
}

/// Whether all known answers are computed correctly; `None` if a computation failed.
fn known_answers() -> Option<bool> {
    // RFC 9381, example 19 (ECVRF-EDWARDS25519-SHA512-ELL2): an empty alpha.
    let secret_key = SecretKey::from_seed(&RFC_SK);
    let evaluation = secret_key.evaluate(Suite::Ell2, &[]).ok()?;
    let proof = evaluation.prove(None);
    let verified = secret_key.public_key().verify(Suite::Ell2, &[], None, &proof).ok()?;
    let refused = secret_key.public_key().verify(Suite::Ell2, &[0], None, &proof).is_err();
    let vrf = proof.to_bytes() == RFC_PI && verified == evaluation.output() && refused;

    // A score, a pay and a ticket: one known answer for the wide integers, for settlement and for Keccak-256.
    let score = Score::new(Ticket::new(60), FeeBurn::new(500_000).ok()?).to_be_bytes();
    let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20]))).ok()?;
    let fees = Amount::new(1_000_000_000_000_000_000_000).ok()?;
    let plan =
        SettlementPlan::new(&params, TreeShape::new(16).ok()?, fees, params.fee_split(800_000).ok()?, Amount::ZERO)
            .ok()?;
    let pay = plan.pay(NodeIndex::new(15), FeeBurn::new(400_000).ok()?).ok()?;
    let keccak = Ticket::sequencer(&Beta::from_bytes([0; 64]))
        == Ticket::new(335_917_351_413_971_940_217_965_918_728_184_168_131);
    let money = pay.wei() == 5_161_290_322_580_645_161 && score.ends_with(&90_000_000_u128.to_be_bytes());
    Some(vrf && keccak && money)
}

/// `SK` of RFC 9381, example 19.
const RFC_SK: [u8; 32] = [
    0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5,
    0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
];

/// `pi` of RFC 9381, example 19.
const RFC_PI: [u8; 80] = [
    0x7d, 0x9c, 0x63, 0x3f, 0xfe, 0xee, 0x27, 0x34, 0x92, 0x64, 0xcf, 0x5c, 0x66, 0x75, 0x79, 0xfc, 0x58, 0x3b, 0x4b,
    0xda, 0x63, 0xab, 0x71, 0xd0, 0x01, 0xf8, 0x9c, 0x10, 0x00, 0x3a, 0xb4, 0x6f, 0x14, 0xad, 0xf9, 0xa3, 0xcd, 0x8b,
    0x84, 0x12, 0xd9, 0x03, 0x85, 0x31, 0xe8, 0x65, 0xc3, 0x41, 0xca, 0xfa, 0x73, 0x58, 0x9b, 0x02, 0x3d, 0x14, 0x31,
    0x1c, 0x33, 0x1a, 0x9a, 0xd1, 0x5f, 0xf2, 0xfb, 0x37, 0x83, 0x1e, 0x00, 0xf0, 0xac, 0xaa, 0x6d, 0x73, 0xbc, 0x99,
    0x97, 0xb0, 0x65, 0x01,
];
