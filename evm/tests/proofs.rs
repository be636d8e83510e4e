//! The contract accepts what RFC 9381 accepts.

use evm::{Contract, Entry, Random, Refusal, SecretKey, Statement, calldata, compile, fernet, output, source};
use fernet_vrf_p256::{Proof, PublicKey, Suite};
use p256::Scalar;
use p256::elliptic_curve::PrimeField as _;

/// How many proofs: `EVM_PROOFS`, or some hundred.
fn count() -> usize {
    evm::count("EVM_PROOFS", 300)
}

fn unhex(digits: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// Replaces text that the source has exactly once.
fn replaced(source: &str, from: &str, to: &str) -> String {
    assert_eq!(source.matches(from).count(), 1, "{from}");
    source.replace(from, to)
}

/// The keys of the examples have an odd y coordinate, which the contract refuses; a copy of it takes only such keys.
#[test]
fn examples_of_the_rfc() {
    let odd = replaced(&source(), "mstore8(add(start, 0x40), 2)", "mstore8(add(start, 0x40), 3)");
    let odd = replaced(&odd, "_writePoint(m + 2, publicKey, 0)", "_writePoint(m + 2, publicKey, 1)");
    let odd = replaced(&odd, "yY & 1 != 0", "yY & 1 == 0");
    let mut odd = Contract::with_code(&compile(&[odd]).expect("it compiles")[0]);
    let mut even = Contract::new();

    let examples: serde_json::Value =
        serde_json::from_str(include_str!("../../vectors/rfc9381-p256/sswu.json")).expect("JSON");
    let examples = examples.as_array().expect("a list");
    assert_eq!(examples.len(), 3);
    for example in examples {
        let bytes = |name: &str| unhex(example[name].as_str().expect(name));
        let scalar = |bytes: &[u8]| {
            Option::<Scalar>::from(Scalar::from_repr(<[u8; 32]>::try_from(bytes).expect("32 bytes").into()))
                .expect("a scalar")
        };
        let (key, alpha, pi) = (bytes("pk"), bytes("alpha"), bytes("pi"));
        assert_eq!(key[0], 3);
        let secret = scalar(&bytes("sk"));
        let u = evm::hash_to_field_with(&key, &alpha);
        let statement = Statement::with_u(evm::Point::GENERATOR * secret, u);
        let proof = SecretKey(secret).prove(&statement, scalar(&bytes("k")), None);
        assert_eq!(evm::encode(&proof).as_slice(), pi);
        let key = statement.key_bytes();
        let words = statement.words(&proof);
        let beta = odd.verify(Entry::Bytes, &key, &alpha, &words, None);
        assert_eq!(beta.map(Vec::from), Ok(bytes("beta")));
        assert_eq!(even.verify(Entry::Bytes, &key, &alpha, &words, None), Err(Refusal::InvalidPublicKey));
    }
}

#[test]
fn random_proofs() {
    let mut contract = Contract::new();
    let mut random = Random::new("proofs");
    let mut second = 0;
    for i in 0..count() {
        let key = SecretKey::new(random.scalar());
        let (entry, alpha) =
            if i % 2 == 0 { (Entry::Fixed, random.bytes().to_vec()) } else { (Entry::Bytes, random.input()) };
        let ad = (i % 4 >= 2).then(|| random.input());
        let ad = ad.as_deref();
        let statement = Statement::new(key.public_key(), &alpha);
        let proof = key.prove(&statement, random.scalar(), ad);
        let words = statement.words(&proof);
        let (public_key, theirs) = decode(&statement.key_bytes(), &evm::encode(&proof)).expect("a key and a proof");
        let accepted = public_key.verify(Suite::Sswu, &alpha, ad, &theirs).map(|output| output.to_bytes());
        assert_eq!(accepted, Ok(output(&proof.gamma)));
        assert_eq!(public_key.evm_witness(&alpha, ad, &theirs), Ok(words));
        let beta = contract.verify(entry, &statement.key_bytes(), &alpha, &words, ad);
        assert_eq!(beta, Ok(output(&proof.gamma)), "proof {i}");
        second += usize::from(statement.second);

        // Other data, and with data in place of without.
        let other = if ad.is_some() { None } else { Some(&b""[..]) };
        assert_eq!(contract.verify(entry, &statement.key_bytes(), &alpha, &words, other), Err(Refusal::InvalidProof));
        assert_eq!(
            contract.verify(entry, &statement.key_bytes(), &alpha, &words, Some(b"other")),
            Err(Refusal::InvalidProof)
        );
    }
    assert!(second > count() / 4 && second < count() * 3 / 4, "both branches: {second}");
}

fn decode(key: &[u8], pi: &[u8]) -> Option<(PublicKey, Proof)> {
    let key = PublicKey::from_registered(&<[u8; 32]>::try_from(key).ok()?.into()).ok()?;
    Some((key, Proof::from_bytes(pi.try_into().ok()?).ok()?))
}

/// The vectors of SPEC.md, where key and proof decode.
#[test]
fn vectors() {
    let mut contract = Contract::new();
    let cases: serde_json::Value =
        serde_json::from_str(include_str!("../../vectors/vrf-p256/proofs.json")).expect("JSON");
    let (mut accepted, mut refused) = (0, 0);
    for case in cases.as_array().expect("a list") {
        let bytes = |name: &str| case[name].as_str().map(unhex);
        let (key, alpha, pi, ad) = (bytes("pk"), bytes("alpha"), bytes("pi"), bytes("ad"));
        let (key, alpha, pi) = (key.expect("pk"), alpha.expect("alpha"), pi.expect("pi"));
        if decode(&key, &pi).is_none() || case["suite"] != "ECVRF-P256-SHA256-SSWU" {
            continue;
        }
        let key: [u8; 32] = key.try_into().expect("32 bytes");
        let statement = Statement::new(evm::even(&key).expect("a key"), &alpha);
        let words = statement.words(&evm::decode(&pi).expect("a proof"));
        let beta = contract.verify(Entry::Bytes, &key, &alpha, &words, ad.as_deref());
        match case["error"].as_str() {
            None => {
                assert_eq!(beta.map(Vec::from).ok(), bytes("beta").map(|beta| beta[..32].to_vec()), "{}", case["id"]);
                accepted += 1;
            }
            Some("P256VerifyError::Exceptional") => {
                assert_eq!(beta, Err(Refusal::Exceptional), "{}", case["id"]);
                refused += 1;
            }
            Some(_) => {
                assert_eq!(beta, Err(Refusal::InvalidProof), "{}", case["id"]);
                refused += 1;
            }
        }
    }
    assert!(accepted >= 6 && refused >= 18, "{accepted} accepted, {refused} refused");
}

/// The words of `vectors/vrf-p256/witness.json`, and the calldata of `fernet witness`.
#[test]
fn witnesses() {
    let mut contract = Contract::new();
    let cases: serde_json::Value =
        serde_json::from_str(include_str!("../../vectors/vrf-p256/witness.json")).expect("JSON");
    let mut accepted = 0;
    for case in cases.as_array().expect("a list").iter().filter(|case| case["valid"] == true) {
        let text = |name: &str| case[name].as_str().expect("hexadecimal digits");
        let (key, alpha) = (unhex(text("pk")), unhex(text("alpha")));
        let ad = case["ad"].as_str().map(unhex);
        let words: Vec<[u8; 32]> = case["words"]
            .as_array()
            .expect("words")
            .iter()
            .map(|word| unhex(word.as_str().expect("a word")).try_into().expect("32 bytes"))
            .collect();
        // A key of 33 bytes is not one that the contract knows.
        let key: [u8; 32] = key[key.len() - 32..].try_into().expect("32 bytes");
        let words = words.try_into().expect("14 words");
        let beta = contract.verify(Entry::Bytes, &key, &alpha, &words, ad.as_deref());
        let proof = unhex(text("pi"));
        let gamma = Proof::from_bytes(proof.as_slice().try_into().expect("81 bytes")).expect("a proof");
        assert_eq!(beta, Ok(gamma.to_hash(Suite::Sswu)), "{}", case["id"]);

        let mut arguments = vec![
            "witness",
            "--format",
            "calldata",
            "--public-key",
            text("pk"),
            "--alpha",
            text("alpha"),
            "--proof",
            text("pi"),
        ];
        if let Some(ad) = case["ad"].as_str() {
            arguments.extend(["--ad", ad]);
        }
        let calldata = unhex(fernet(&arguments).trim().trim_start_matches("0x"));
        assert_eq!(contract.send(&calldata).0, beta, "{}", case["id"]);
        accepted += 1;
    }
    assert!(accepted >= 10, "{accepted}");
}

/// Neither bytes after the arguments nor the padding of an argument are hashed.
#[test]
fn what_follows_the_arguments_is_not_hashed() {
    let mut contract = Contract::new();
    let mut random = Random::new("trailing");
    let key = SecretKey::new(random.scalar());
    let alpha = b"an input of 25 bytes here";
    let statement = Statement::new(key.public_key(), alpha);
    let proof = key.prove(&statement, random.scalar(), Some(b"data"));
    let mut data = calldata(Entry::Bytes, &statement.key_bytes(), alpha, &statement.words(&proof), Some(b"data"));
    *data.last_mut().expect("bytes") = 1;
    data.extend([7; 100]);
    assert_eq!(contract.send(&data).0, Ok(output(&proof.gamma)));
}

/// Calldata that is too short reverts.
#[test]
fn truncated_calldata() {
    let mut contract = Contract::new();
    let mut random = Random::new("truncated");
    let key = SecretKey::new(random.scalar());
    for (entry, alpha, ad) in [(Entry::Fixed, [1; 32], None), (Entry::Bytes, [2; 32], Some(&[3; 32][..]))] {
        let statement = Statement::new(key.public_key(), &alpha);
        let proof = key.prove(&statement, random.scalar(), ad);
        let data = calldata(entry, &statement.key_bytes(), &alpha, &statement.words(&proof), ad);
        assert!(contract.send(&data).0.is_ok());
        for length in 0..data.len() {
            assert_eq!(contract.send(&data[..length]).0, Err(Refusal::Empty), "{length} bytes");
        }
    }
}

/// With too little gas the call reverts, and never says that the proof is invalid.
#[test]
fn lack_of_gas() {
    let mut contract = Contract::new();
    let mut random = Random::new("gas");
    let key = SecretKey::new(random.scalar());
    let alpha = random.bytes();
    let statement = Statement::new(key.public_key(), &alpha);
    let proof = key.prove(&statement, random.scalar(), None);
    let data = calldata(Entry::Fixed, &statement.key_bytes(), &alpha, &statement.words(&proof), None);
    let (beta, gas) = contract.send(&data);
    assert!(beta.is_ok());
    let used = gas.execution + gas.calldata + 21_000;
    let (mut failed, mut enough) = (0, used + 200);
    for limit in (gas.floor + 21_000..used).step_by(7).chain(used..used + 200) {
        match contract.send_with_gas(&data, limit) {
            Err(Refusal::PrecompileFailed) => failed += 1,
            Err(Refusal::Halted) => {}
            // A call passes on all but a 64th of the gas, so it needs more than it uses.
            Ok(_) => enough = enough.min(limit),
            other => panic!("with {limit} of {used} gas: {other:?}"),
        }
    }
    assert!(enough < used + 200);
    assert!(failed > 100, "the precompiled contracts failed {failed} times");
}
