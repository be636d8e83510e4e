//! `vectors/registry`: requests to register a key, and the choice among the records of a key.

use fernet_core::message::RegistrationRequestMessage;
use fernet_core::{L1Block, ParamValues, Params, RegistrationRecord, RegistrationRequest, VrfProofBytes, registration};
use fernet_vrf::{Proof, PublicKey, Suite};
use test_vectors::{Object, Operation, Outcome, check_operation, json};

fn params(input: &Object<'_>) -> Params {
    Params::new(ParamValues::new(input.int("chain_id"), input.array("rollup_address").into())).unwrap()
}

fn params_with_suite(input: &Object<'_>) -> Params {
    let sequencer_suite = input.text("sequencer_suite").parse().unwrap();
    Params::new(ParamValues { sequencer_suite, ..params(input).values() }).unwrap()
}

/// Reads and checks all of a request (SPEC `#registration`).
fn checked(params: &Params, object: &Object<'_>) -> Result<RegistrationRequest, String> {
    let role = object.text("role").parse().unwrap();
    let (suite, key, owner) = (object.int("suite"), object.array::<32>("key"), object.array("owner").into());
    let proof = object.array::<80>("proof");
    let request = RegistrationRequest { suite, key: key.into(), role, owner };
    let message = RegistrationRequestMessage { request, proof: VrfProofBytes::from_bytes(proof) };
    message.check(params).map_err(|error| format!("RegistrationError::{error:?}"))?;
    let key = PublicKey::from_bytes(&key).map_err(|error| format!("KeyError::{error:?}"))?;
    let proof = Proof::from_bytes(&proof).map_err(|error| format!("ProofError::{error:?}"))?;
    let (alpha, id) = (request.alpha(params), request.id(params));
    let output = key.verify(Suite::try_from(suite).unwrap(), alpha.as_bytes(), Some(id.as_bytes()), &proof);
    output.map(|_| request).map_err(|error| format!("VerifyError::{error:?}"))
}

fn register(input: &Object<'_>) -> Outcome {
    let params = params_with_suite(input);
    let request = checked(&params, input)?;
    Ok(json!({ "alpha": request.alpha(&params).to_string(), "registration_id": request.id(&params).to_string() }))
}

fn choice(input: &Object<'_>) -> Outcome {
    let params = params(input);
    let record = |object: &Object<'_>| {
        let entry_l1_block = L1Block::new(object.int("entry_l1_block"));
        let exit_l1_block = object.maybe_int("exit_l1_block").map(L1Block::new);
        checked(&params, object).ok().map(|request| RegistrationRecord { request, entry_l1_block, exit_l1_block })
    };
    let records: Vec<_> = input.objects("records").iter().map(record).collect();
    let chosen = registration::choose(records.iter().flatten().copied());
    let index = chosen.and_then(|chosen| records.iter().position(|record| *record == Some(chosen)));
    Ok(json!({ "index": index.map(|index| index.to_string()) }))
}

#[test]
fn every_case_comes_out_as_it_is_written() {
    check_operation(&Operation { file: "registry/registration", specs: &["#registration"], run: register });
    check_operation(&Operation { file: "registry/choice", specs: &["#registration-choice"], run: choice });
}
