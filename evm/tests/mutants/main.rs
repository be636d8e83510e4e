//! Copies of the contract without one of its checks accept a false proof, or another proof than the contract: each check is
//! needed, and the tests of the contract notice when it is missing. `docs/l1-vrf.md` says which checks have no such forgery.

mod forge;

use std::collections::BTreeMap;

use evm::{Contract, Entry, Refusal, compile, source};
use forge::{Attempt, Forgery};

/// Changes of the source: what is replaced, and by what.
type Change = (&'static str, &'static str);

const NO_CHALLENGE: Change = ("if (challenge != c) revert InvalidProof();", "challenge;");

/// The input is the field element of H itself: the logarithm of H is known.
const INPUT_GIVEN: Change = (
    "uint256 u = _hashToField(publicKey, alpha);",
    "_hashToField(publicKey, alpha); uint256 u = uint256(bytes32(alpha));",
);

/// The input is x of H itself. (2 H = B has no solution among the outputs of simplified SWU.)
const H_GIVEN: Change =
    ("uint256 hX = mulmod(B_BY_3, mulmod(e, proof.inverseP, P) + 1, P);", "uint256 hX = uint256(bytes32(alpha));");

/// A check is removed, and something that the contract refuses is accepted. The first change is the mutant; others give the
/// forger what would take a preimage of a hash, and the contract with these alone still refuses.
const MUTANTS: &[(&[Change], Forgery)] = &[
    (&[NO_CHALLENGE], forge::any_gamma),
    (&[("proof.gammaX == DOUBLE_BASE_X", "false")], forge::gamma_is_minus_double_base),
    (&[("0x7cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978", "1")], forge::gamma_is_minus_double_base),
    (&[("_or(hX == BASE_X, hX == HALF_BASE_X)", "hX == BASE_X"), H_GIVEN], forge::h_is_half_base),
    (&[("0x2afa386b3f2bdcdb83f4d83f8fa3874d7b74dcb454bd644fdd6bf3d1f2da8db6", "1"), H_GIVEN], forge::h_is_half_base),
    (&[("_or(yY & 1 != 0, !_onCurve(publicKey, yY))", "!_onCurve(publicKey, yY)")], forge::odd_key),
    (&[("if (mulmod(mulmod(d, e, P), proof.inverseP, P) != 1) revert InvalidWitness();", "")], forge::inverse_p),
    (&[("if (mulmod(mulmod(oneMinusC2, s + 1, N), inverse, N) != 1) revert InvalidWitness();", "")], forge::inverse_n),
    (&[("_or(proof.gammaX == publicKey, proof.gammaX == proof.tX)", "proof.gammaX == publicKey")], forge::t_is_gamma),
    (&[("_or(proof.rX == proof.tX, proof.sX == proof.tX)", "proof.sX == proof.tX"), INPUT_GIVEN], forge::r_is_minus_t),
    (&[("_or(proof.rX == proof.tX, proof.sX == proof.tX)", "proof.rX == proof.tX"), INPUT_GIVEN], forge::s_is_minus_t),
    (&[("_check(byCPlus1, c, 1, proof.tX, tY, _thirdX(proof.slopeT, proof.gammaX, proof.tX));", "")], forge::any_t),
    (&[("valid := and(success, eq(mload(0), 1))", "valid := success")], forge::any_t),
    (&[("_check(bySPlus1, proof.s, 1, proof.sX, sY, _thirdX(proof.slopeH, hX, proof.sX));", "")], forge::any_s),
    (&[("_check(by1MinusC, c, proof.s + 1, proof.rX, rY, _thirdX(slope, eX, proof.rX));", "")], forge::any_r),
    (&[("_or((hY ^ u) & 1 != 0, !_onCurve(hX, hY))", "(hY ^ u) & 1 != 0")], forge::h_off_the_curve),
    (&[("_or((hY ^ u) & 1 != 0, !_onCurve(hX, hY))", "!_onCurve(hX, hY)")], forge::minus_h),
    (&[("_or(proof.s >= N, proof.cAndBranch >> 129 != 0)", "proof.s >= N")], forge::bits_above_the_branch),
    (&[("if (x < P - N) revert Exceptional();", ""), NO_CHALLENGE], forge::small_x),
];

/// Without these, valid proofs are refused.
const VALID_PROOFS: &[Change] = &[
    (
        "P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        "P = 0xffffffff00000001000000000000000000000000fffffffffffffffffffffffe",
    ),
    (
        "N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550",
    ),
    ("CURVE_B = 0x5a", "CURVE_B = 0x5b"),
    ("B_BY_3 = 0x73", "B_BY_3 = 0x72"),
    ("P256_XMD:SHA-256_SSWU_NU_\\x02", "P256_XMD:SHA-256_SSWU_RO_\\x02"),
    ("mulmod(10, mulmod(u, u, P), P)", "mulmod(11, mulmod(u, u, P), P)"),
    ("hX = mulmod(hX, P - w, P)", "hX = mulmod(hX, w, P)"),
    ("shl(232, 0x003000)", "shl(232, 0x002000)"),
    ("_calldata(0x24, 0x20), 0x02", "_calldata(0x24, 0x20), 0x03"),
];

/// Without these a refused input is refused by another name: no forgery is known, or it would take 2^127 steps. The small groups
/// of `contracts/soundness` have the rest.
const NAMES: &[(Change, Forgery, Refusal)] = &[
    (
        ("_or(proof.s >= N, proof.cAndBranch >> 129 != 0)", "proof.cAndBranch >> 129 != 0"),
        forge::s_plus_n,
        Refusal::InvalidScalar,
    ),
    (("_or(proof.gammaX >= P, proof.gammaY >= P)", "proof.gammaY >= P"), forge::gamma_x_plus_p, Refusal::InvalidGamma),
    (("_or(proof.gammaX >= P, proof.gammaY >= P)", "proof.gammaX >= P"), forge::gamma_y_plus_p, Refusal::InvalidGamma),
    (
        ("if (!_onCurve(proof.gammaX, proof.gammaY)) revert InvalidGamma();", ""),
        forge::gamma_off_the_curve,
        Refusal::InvalidGamma,
    ),
    (
        ("_or(yY & 1 != 0, !_onCurve(publicKey, yY))", "yY & 1 != 0"),
        forge::key_off_the_curve,
        Refusal::InvalidPublicKey,
    ),
    (
        ("_or(c < 2, _or(proof.s == 0, proof.s == N - 1))", "_or(proof.s == 0, proof.s == N - 1)"),
        forge::c_is_one,
        Refusal::Exceptional,
    ),
    (
        ("_or(c < 2, _or(proof.s == 0, proof.s == N - 1))", "_or(c < 2, proof.s == N - 1)"),
        forge::s_is_zero,
        Refusal::Exceptional,
    ),
    (
        ("_or(c < 2, _or(proof.s == 0, proof.s == N - 1))", "_or(c < 2, proof.s == 0)"),
        forge::s_is_minus_one,
        Refusal::Exceptional,
    ),
    (
        ("_or(proof.gammaX == publicKey, proof.gammaX == proof.tX)", "proof.gammaX == proof.tX"),
        forge::gamma_is_minus_key,
        Refusal::Exceptional,
    ),
    (
        ("_or(hX == proof.sX, _or(hX == BASE_X, hX == HALF_BASE_X))", "_or(hX == BASE_X, hX == HALF_BASE_X)"),
        forge::s_is_h,
        Refusal::Exceptional,
    ),
];

/// Compiles each list of changes once.
struct Copies(BTreeMap<Vec<Change>, Vec<u8>>);

impl Copies {
    fn new(wanted: impl Iterator<Item = Vec<Change>>) -> Self {
        let mut lists: Vec<Vec<Change>> = wanted.collect();
        lists.sort();
        lists.dedup();
        let sources: Vec<String> = lists.iter().map(|changes| changed(changes)).collect();
        let codes = compile(&sources).unwrap_or_else(|error| panic!("{error:#}"));
        Self(lists.into_iter().zip(codes).collect())
    }

    fn contract(&self, changes: &[Change]) -> Contract {
        Contract::with_code(&self.0[changes])
    }
}

fn changed(changes: &[Change]) -> String {
    changes.iter().fold(source(), |source, (from, to)| {
        assert_eq!(source.matches(from).count(), 1, "{from}");
        source.replace(from, to)
    })
}

fn send(contract: &mut Contract, attempt: &Attempt) -> Result<[u8; 32], Refusal> {
    contract.verify(Entry::Fixed, &attempt.key, &attempt.alpha, &attempt.words, None)
}

#[test]
fn every_check_is_needed() {
    let lists = MUTANTS.iter().flat_map(|(changes, _)| [changes.to_vec(), changes[1..].to_vec()]);
    let copies = Copies::new(lists);
    let mut survived = Vec::new();
    for (changes, forgery) in MUTANTS {
        let (mut mutant, mut intact) = (copies.contract(changes), copies.contract(&changes[1..]));
        let mut random = evm::Random::new("mutants");
        for _ in 0..3 {
            let attempt = forgery(&mut random);
            let (forged, refused) = (send(&mut mutant, &attempt), send(&mut intact, &attempt));
            if forged.is_err() || forged == Ok(attempt.right) || refused.is_ok() {
                survived.push((changes[0].0, forged, refused));
            }
        }
    }
    assert!(survived.is_empty(), "without the check, with the check: {survived:02x?}");
}

#[test]
fn every_constant_is_needed_for_valid_proofs() {
    let copies = Copies::new(VALID_PROOFS.iter().map(|change| vec![*change]));
    let mut random = evm::Random::new("constants");
    let mut contract = Contract::new();
    for change in VALID_PROOFS {
        let mut mutant = copies.contract(&[*change]);
        let different = (0..20).any(|_| {
            let attempt = forge::valid(&mut random);
            assert!(send(&mut contract, &attempt).is_ok());
            send(&mut mutant, &attempt).is_err()
        });
        assert!(different, "{}", change.0);
    }
}

#[test]
fn every_other_check_has_its_name() {
    let copies = Copies::new(NAMES.iter().map(|(change, ..)| vec![*change]));
    let mut random = evm::Random::new("names");
    let mut contract = Contract::new();
    for (change, forgery, refusal) in NAMES {
        let attempt = forgery(&mut random);
        assert_eq!(send(&mut contract, &attempt), Err(*refusal), "{}", change.0);
        let other = send(&mut copies.contract(&[*change]), &attempt);
        assert_ne!(other, Err(*refusal), "{}", change.0);
        assert!(other.is_err(), "{} is missing: {other:?}", change.0);
    }
}
