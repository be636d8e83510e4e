//! `vrf-p256/witness.json`: proofs with the words for the contract that verifies them.

use fernet_vrf_p256::{
    EVM_PROOF_WORDS, EvmWitnessError, P256KeyError, P256VerifyError, Proof, PublicKey, SecretKey, Suite,
};
use serde_json::{Value, json};

use super::{ProofCase, exceptional, scalar};
use crate::vectors::vrf::{hex, unhex};

/// SK, alpha and the number of the examples of RFC 9381, appendix B.2.
const RFC: [(&str, &[u8], u8); 3] = [
    ("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721", b"sample", 13),
    ("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721", b"test", 14),
    (
        "2ca1411a41b17b24cc8c3b089cfd033f1920202a6c0de8abb97df1498d50d2c8",
        b"Example using ECDSA key from Appendix L.4.2 of ANSI.X9-62-2005",
        15,
    ),
];

/// A proof for the contract.
struct Statement {
    key: PublicKey,
    /// Whether the key is written as it is registered, or as the RFC encodes it.
    registered: bool,
    alpha: Vec<u8>,
    ad: Option<Vec<u8>>,
    proof: Proof,
}

impl Statement {
    fn new(secret_key: &SecretKey, suite: Suite, alpha: &[u8], ad: Option<&[u8]>) -> Self {
        let proof = secret_key.evaluate(suite, alpha).expect("a point").prove(ad);
        let (key, registered) = (*secret_key.public_key(), secret_key.public_key().to_registered().is_ok());
        Self { key, registered, alpha: alpha.to_vec(), ad: ad.map(<[u8]>::to_vec), proof }
    }

    /// The case, with the words or the error, which has to be `error`.
    fn case(&self, id: &str, flags: &[&str], reason: &str, error: Option<EvmWitnessError>) -> Value {
        let words = self.key.evm_witness(&self.alpha, self.ad.as_deref(), &self.proof);
        assert_eq!(words.err(), error, "{id}");
        let second = words.is_ok_and(|words| words[2][15] == 1);
        let mut flags = flags.to_vec();
        flags.extend(second.then_some("second-x"));
        let pk = self.key.to_bytes().to_bytes();
        let (form, pk) = if self.registered { ("registered", &pk[1..]) } else { ("rfc", &pk[..]) };
        let error = error.map(|error| match error {
            EvmWitnessError::Key(error) => format!("P256KeyError::{error:?}"),
            EvmWitnessError::Verify(error) => format!("P256VerifyError::{error:?}"),
            other => format!("EvmWitnessError::{other:?}"),
        });
        let fields = (self.alpha.as_slice(), self.ad.as_deref(), self.proof.to_bytes().to_vec());
        case(id, &flags, reason, (form, pk), fields, error.as_deref(), words.ok())
    }
}

fn case(
    id: &str,
    flags: &[&str],
    reason: &str,
    (form, pk): (&str, &[u8]),
    (alpha, ad, pi): (&[u8], Option<&[u8]>, Vec<u8>),
    error: Option<&str>,
    words: Option<[[u8; 32]; EVM_PROOF_WORDS]>,
) -> Value {
    let mut flags = [flags, &[if error.is_none() { "valid" } else { "invalid" }]].concat();
    flags.sort_unstable();
    json!({
        "id": id,
        "flags": flags,
        "reason": reason,
        "form": form,
        "pk": hex(pk),
        "alpha": hex(alpha),
        "ad": ad.map(hex),
        "pi": hex(&pi),
        "valid": error.is_none(),
        "error": error,
        "words": words.map(|words| words.map(|word| hex(&word))),
    })
}

pub(in crate::vectors) fn witness() -> Value {
    let mut cases = Vec::new();
    for (sk, alpha, number) in RFC {
        let sk = unhex(sk).try_into().expect("32 bytes");
        let even = SecretKey::from_scalar(&sk).expect("below n").with_even_y();
        let reason = "the input of this example, with the secret key n - SK, whose public key has even y";
        let statement = Statement::new(&even, Suite::Sswu, alpha, None);
        cases.push(statement.case(&format!("rfc-{number}-even"), &["plain"], reason, None));
    }
    let secret_key = SecretKey::derive(&super::SECRET);
    let long = [0xa5; 300];
    let mut add = |id: &str, flags: &[&str], reason: &str, alpha: &[u8], ad: Option<&[u8]>| {
        cases.push(Statement::new(&secret_key, Suite::Sswu, alpha, ad).case(id, flags, reason, None));
    };
    add("plain-empty-alpha", &["boundary", "plain"], "alpha may be empty", b"", None);
    add("plain-long-alpha", &["plain"], "alpha spans hash blocks", &long, None);
    add("ad-empty", &["ad", "boundary"], "signs empty data", super::ALPHA, Some(b""));
    add("ad-long", &["ad"], "the data spans hash blocks", super::ALPHA, Some(&long));
    for i in 1..=6 {
        let reason = "lengths of alpha and ad as in a proposal";
        add(&format!("proposal-{i}"), &["ad"], reason, &[i; 32], Some(&[0x10 | i; 32]));
    }
    cases.extend(refused(&secret_key));
    cases.into()
}

fn refused(secret_key: &SecretKey) -> Vec<Value> {
    let mut cases = Vec::new();
    for (sk, alpha, number) in RFC {
        let secret_key = SecretKey::from_scalar(&unhex(sk).try_into().expect("32 bytes")).expect("below n");
        let error = Some(EvmWitnessError::Key(P256KeyError::OddY));
        let statement = Statement::new(&secret_key, Suite::Sswu, alpha, None);
        let reason = "the example of RFC 9381: y of the key is odd, so it cannot be registered";
        cases.push(statement.case(&format!("rfc-{number}"), &["key"], reason, error));
    }
    let invalid = Some(EvmWitnessError::Verify(P256VerifyError::Invalid));
    let made = |suite, ad: Option<&[u8]>| Statement::new(secret_key, suite, super::ALPHA, ad);
    let mut add = |id: &str, flags: &[&str], reason: &str, statement: Statement| {
        cases.push(statement.case(id, flags, reason, invalid));
    };
    let plain = || made(Suite::Sswu, None);
    let reason = "the contract verifies simplified SWU";
    add("suite-tai", &["statement", "suite"], reason, made(Suite::Tai, None));
    add("alpha", &["alpha", "statement"], "another input", Statement { alpha: b"alphb".to_vec(), ..plain() });
    let reason = "a plain proof does not sign empty data";
    add("ad-added", &["ad", "statement"], reason, Statement { ad: Some(Vec::new()), ..plain() });
    let signing = made(Suite::Sswu, Some(super::AD));
    add("ad-removed", &["ad", "statement"], "the data is needed", Statement { ad: None, ..signing });
    let negated = SecretKey::from_scalar(&(-scalar(&super::SECRET)).to_bytes().into()).expect("below n").with_even_y();
    let reason = "the key of another";
    add("other-key", &["key", "statement"], reason, Statement { key: *negated.public_key(), ..plain() });

    let proof = ProofCase::honest(Suite::Sswu, super::ALPHA, None);
    let of_proofs = super::encodings(&proof).into_iter().chain(exceptional(&proof));
    cases.extend(of_proofs.map(|proof| {
        let text = |name: &str| proof[name].as_str().expect("a text");
        let flags: Vec<&str> = proof["flags"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        let flags: Vec<&str> = flags.into_iter().filter(|flag| *flag != "invalid").collect();
        let (pk, statement) = (unhex(text("pk")), (&*unhex(text("alpha")), None, unhex(text("pi"))));
        case(text("id"), &flags, text("reason"), ("registered", &pk), statement, Some(text("error")), None)
    }));
    cases
}
