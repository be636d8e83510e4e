//! `vectors/registry`: requests to register a key, and the choice among the records of a key.

use fernet_block::{BlockError, ProposalProof};
use fernet_core::message::RegistrationRequestMessage;
use fernet_core::{
    L1Block, P256ProofBytes, ParamValues, Params, RegistrationRecord, RegistrationRequest, VrfProofBytes, registration,
};
use test_vectors::{Object, Operation, Outcome, check, json};

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
    let request = RegistrationRequest { suite, key: key.into(), role, owner };
    let proof = object.bytes("proof");
    if let Ok(proof) = P256ProofBytes::try_from(proof.as_slice()) {
        check_request(params, request, proof)?;
    } else {
        check_request(params, request, VrfProofBytes::try_from(proof.as_slice()).unwrap())?;
    }
    Ok(request)
}

fn check_request<P: ProposalProof>(params: &Params, request: RegistrationRequest, proof: P) -> Result<(), String> {
    let message = RegistrationRequestMessage { request, proof };
    message.check(params).map_err(|error| format!("RegistrationError::{error:?}"))?;
    let (alpha, id) = (request.alpha(params), request.id(params));
    proof.verify(&request.key, &alpha, id.as_bytes()).map(drop).map_err(|error| match error {
        BlockError::Key(error) => format!("KeyError::{error:?}"),
        BlockError::P256Key(error) => format!("P256KeyError::{error:?}"),
        BlockError::Proof(error) => format!("ProofError::{error:?}"),
        BlockError::P256Proof(error) => format!("P256ProofError::{error:?}"),
        BlockError::Verify(error) => format!("VerifyError::{error:?}"),
        BlockError::P256Verify(error) => format!("P256VerifyError::{error:?}"),
        other => panic!("{other:?}"),
    })
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
    let operations = [
        Operation { file: "registry/registration", specs: &["#registration"], run: register },
        Operation { file: "registry/choice", specs: &["#registration-choice"], run: choice },
    ];
    check("fernet-block", &operations);
}
