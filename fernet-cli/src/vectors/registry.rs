//! `registry/`.

use std::error::Error;

use fernet_block::{ProposalProof, SequencerKey};
use fernet_core::message::RegistrationRequestMessage;
use fernet_core::{
    Address, L1Block, ParamValues, Params, RegistrationRecord, RegistrationRequest, Role, SequencerProof,
    SequencerSuite, registration::choose,
};
use fernet_vrf::SecretKey;
use fernet_vrf_p256 as p256;
use serde_json::{Value, json};

use super::case::{Cases, fill, int};
use crate::file::SuiteProof;

/// A request with its proof.
#[derive(Clone, Copy)]
struct Signed {
    request: RegistrationRequest,
    proof: SuiteProof,
}

fn params() -> Params {
    rollup(1, 0xfe)
}

fn rollup(chain_id: u64, address: u8) -> Params {
    Params::new(ParamValues::new(chain_id, Address::from(fill(address)))).expect("the values are in range")
}

/// The request of an owner, signed with the secret key of `seed` for a rollup.
fn signed(seed: u8, role: Role, owner: u8, params: &Params) -> Signed {
    let (request, proof) = sign(&SecretKey::from_seed(&fill(seed)), role, owner, params);
    Signed { request, proof: SuiteProof::Edwards25519(proof) }
}

/// The request for a sequencer's key on P-256.
fn signed_p256(owner: u8, params: &Params) -> Signed {
    let (request, proof) = sign(&p256::SecretKey::derive(&fill(1)), Role::Sequencer, owner, params);
    Signed { request, proof: SuiteProof::P256(proof) }
}

fn sign<S: SequencerKey>(secret: &S, role: Role, owner: u8, params: &Params) -> (RegistrationRequest, S::Proof) {
    let key = secret.registered().expect("a key that can be registered");
    let suite = <S::Proof as SequencerProof>::SUITE.into();
    let request = RegistrationRequest { suite, key, role, owner: fill(owner).into() };
    let proof = secret.prove(&request.alpha(params), request.id(params).as_bytes()).expect("this suite has an output");
    (request, proof)
}

impl Signed {
    /// Checks all of the request (SPEC `#registration`).
    fn check(&self, params: &Params) -> Result<(), Box<dyn Error>> {
        fn check<P: ProposalProof>(
            request: RegistrationRequest,
            proof: P,
            params: &Params,
        ) -> Result<(), Box<dyn Error>> {
            RegistrationRequestMessage { request, proof }.check(params)?;
            proof.verify(&request.key, &request.alpha(params), request.id(params).as_bytes())?;
            Ok(())
        }
        match self.proof {
            SuiteProof::Edwards25519(proof) => check(self.request, proof, params),
            SuiteProof::P256(proof) => check(self.request, proof, params),
        }
    }

    fn to_json(self) -> Value {
        let RegistrationRequest { suite, key, role, owner } = self.request;
        json!({ "suite": int(suite), "key": key, "role": role, "owner": owner, "proof": self.proof })
    }
}

pub(super) fn registration() -> Value {
    let mut cases = Cases::of("#registration");
    let mut add = |id: &str, reason: &str, params: &Params, signed: Signed| {
        let request = signed.request;
        let mut input = signed.to_json();
        (input["chain_id"], input["rollup_address"]) = (int(params.chain_id()), json!(params.rollup_address()));
        input["sequencer_suite"] = json!(params.sequencer_suite());
        let output = json!({ "alpha": request.alpha(params), "registration_id": request.id(params) });
        cases.add(id, &[], reason, input, signed.check(params).map(|()| output));
    };
    let params = params();
    let own = signed(1, Role::Sequencer, 0x0a, &params);
    add("sequencer", "", &params, own);
    for (id, role) in [("base-prover", Role::BaseProver), ("merge-prover", Role::MergeProver), ("prover", Role::Prover)]
    {
        add(id, "the number of the role counts", &params, signed(1, role, 0x0a, &params));
    }
    add("owner", "another owner: the same input, another id", &params, signed(1, Role::Sequencer, 0x0b, &params));
    let elsewhere = rollup(2, 0xfe);
    add("chain", "another chain", &elsewhere, signed(1, Role::Sequencer, 0x0a, &elsewhere));
    let elsewhere_too = rollup(1, 0xfd);
    add("rollup", "another rollup", &elsewhere_too, signed(1, Role::Sequencer, 0x0a, &elsewhere_too));
    add("largest-owner", "", &params, signed(1, Role::Prover, 0xff, &params));

    let with = |change: fn(&mut RegistrationRequest)| {
        let mut changed = own;
        change(&mut changed.request);
        changed
    };
    add("stolen", "the key of another, registered by a stranger", &params, with(|r| r.owner = fill(0x0c).into()));
    add("role-changed", "the proof is for another role", &params, with(|r| r.role = Role::Prover));
    add("replayed-chain", "the proof is for another chain", &elsewhere, own);
    add("replayed-rollup", "the proof is for another rollup", &elsewhere_too, own);
    let other_key = signed(2, Role::Sequencer, 0x0a, &params);
    add("other-key", "the proof is of another key", &params, Signed { request: own.request, ..other_key });
    add("suite-tai", "a suite that is not that of the protocol", &params, with(|r| r.suite = 3));
    add("suite-zero", "no suite", &params, with(|r| r.suite = 0));
    add("owner-zero", "nobody owns it", &params, with(|r| r.owner = Address::ZERO));
    add(
        "suite-first",
        "the suite comes before the owner",
        &params,
        with(|r| {
            (r.suite, r.owner) = (5, Address::ZERO);
        }),
    );
    let p256 = Params::new(ParamValues { sequencer_suite: SequencerSuite::P256, ..params.values() });
    let p256 = p256.expect("the values are in range");
    let on_p256 = signed_p256(0x0a, &p256);
    add("sequencer-p256", "a sequencer's key on P-256", &p256, on_p256);
    let with_p256 = |change: fn(&mut RegistrationRequest)| {
        let mut changed = on_p256;
        change(&mut changed.request);
        changed
    };
    add("stolen-p256", "the key of another", &p256, with_p256(|r| r.owner = fill(0x0c).into()));
    add("owner-zero-p256", "nobody owns it", &p256, with_p256(|r| r.owner = Address::ZERO));
    add("key-p256-non-canonical", "", &p256, with_p256(|r| r.key = [0xff; 32].into()));
    let proof = SuiteProof::P256([0; 81].into());
    add("proof-p256-malformed", "not the encoding of a proof", &p256, Signed { proof, ..on_p256 });
    add("proof-p256", "the length of a proof of another suite", &params, with_p256(|r| r.suite = 4));
    add("prover-p256", "provers stay on edwards25519", &p256, signed(1, Role::Prover, 0x0a, &params));
    add("suite-p256", "the suite of another rollup's sequencers", &params, with(|r| r.suite = 2));
    add("suite-edwards25519", "sequencers are on P-256", &p256, own);
    add("suite-prover-p256", "no prover is on P-256", &p256, with(|r| (r.suite, r.role) = (2, Role::Prover)));
    add("proof-edwards25519", "the length of a proof of another suite", &p256, with(|r| r.suite = 2));
    add("key-not-on-curve", "", &params, with(|r| r.key = fill(0x02).into()));
    add("key-small-order", "", &params, with(|r| r.key = [0; 32].into()));
    let unreduced = Signed { proof: SuiteProof::Edwards25519([0xff; 80].into()), ..own };
    add("proof-malformed", "not the encoding of a proof", &params, unreduced);
    cases.finish()
}

/// A record of `choice.json`: owner, entry and exit, and whether its proof is valid.
type Entry = (u8, u64, Option<u64>, bool);

pub(super) fn choice() -> Value {
    let mut cases = Cases::of("#registration-choice");
    let params = params();
    let mut add = |id: &str, flags: &[&str], reason: &str, entries: &[Entry]| {
        let record = |&(owner, entry, exit, valid): &Entry| {
            // A stranger can only take the proof of another registration.
            let own = signed(1, Role::Prover, owner, &params);
            let proof = if valid { own.proof } else { signed(1, Role::Prover, 0xee, &params).proof };
            let (entry_l1_block, exit_l1_block) = (L1Block::new(entry), exit.map(L1Block::new));
            (Signed { proof, ..own }, RegistrationRecord { request: own.request, entry_l1_block, exit_l1_block })
        };
        let records: Vec<_> = entries.iter().map(record).collect();
        let valid = records.iter().filter(|(signed, _)| signed.check(&params).is_ok());
        let chosen = choose(valid.map(|(_, record)| *record));
        let index = chosen.and_then(|chosen| records.iter().position(|(_, record)| *record == chosen));
        let listed = records.iter().map(|(signed, record)| {
            let mut listed = signed.to_json();
            listed["entry_l1_block"] = int(record.entry_l1_block);
            listed["exit_l1_block"] = record.exit_l1_block.map(int).into();
            listed
        });
        let input = json!({
            "chain_id": int(params.chain_id()), "rollup_address": params.rollup_address(),
            "records": listed.collect::<Vec<_>>(),
        });
        cases.add_valid(id, flags, reason, input, json!({ "index": index.map(int) }));
    };
    add("none", &["boundary"], "no record", &[]);
    add("one", &[], "", &[(1, 10, None, true)]);
    add("earliest", &[], "the smallest entry", &[(1, 11, None, true), (2, 10, None, true)]);
    add("earliest-first", &["order"], "whatever the order", &[(2, 10, None, true), (1, 11, None, true)]);
    add("same-entry", &["tie"], "the smallest owner", &[(3, 10, None, true), (2, 10, None, true)]);
    add("stranger-first", &[], "a stranger was first, without a proof", &[(1, 5, None, false), (2, 10, None, true)]);
    add("strangers-only", &[], "nobody has a proof", &[(1, 5, None, false), (2, 10, None, false)]);
    add("exited", &[], "the key has exited and does not come back", &[(1, 5, Some(6), true), (2, 10, None, true)]);
    add("exited-stranger", &[], "", &[(1, 5, Some(6), false), (2, 10, None, true)]);
    for (id, index) in [
        ("none", None),
        ("one", Some("0")),
        ("earliest", Some("1")),
        ("earliest-first", Some("0")),
        ("same-entry", Some("1")),
        ("stranger-first", Some("1")),
        ("strangers-only", None),
        ("exited", Some("0")),
        ("exited-stranger", Some("1")),
    ] {
        cases.golden(id, &json!({ "index": index }));
    }
    cases.finish()
}
