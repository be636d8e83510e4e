//! The sequencers and provers of a scenario with their keys.

use fernet_core::{
    Address, Alpha, Beta, L1Block, Params, Registration, RegistrationRequest, Role, SequencerSuite, VrfProofBytes,
};
use fernet_vrf::{SecretKey, Suite, VrfOutput};
use fernet_vrf_p256 as p256;

use super::draw::Draw;
use crate::failure::Failure;
use crate::file::{KeyRecord, SuiteProof};
use crate::parallel::Progress;

/// One participant.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) secret: SecretKey,
    /// The key of a sequencer on P-256, which takes the place of the other one.
    p256: Option<p256::SecretKey>,
    pub(crate) registration: Registration,
    pub(crate) payout: Address,
}

impl Person {
    /// The `index`-th person of a kind, registered in time.
    pub(crate) fn new(
        draw: Draw,
        kind: &str,
        index: u64,
        (role, suite): (Role, SequencerSuite),
        entry_l1_block: u64,
    ) -> Self {
        let master = draw.bytes(kind, &[index]);
        let secret = SecretKey::derive(&master, role);
        let p256 = (suite == SequencerSuite::P256).then(|| p256::SecretKey::derive(&master));
        // A derived key has even y.
        let registered = p256.as_ref().and_then(|secret| secret.public_key().to_registered().ok());
        let key = registered.unwrap_or_else(|| secret.public_key().to_bytes());
        let registration =
            Registration { key, role, entry_l1_block: L1Block::new(entry_l1_block), exit_l1_block: None };
        let payout = Address::from_bytes(draw.bytes(&format!("payout of {kind}"), &[index]));
        Self { secret, p256, registration, payout }
    }

    /// The record of the registry; with `params` it has an owner and a proof of possession.
    pub(crate) fn record(&self, params: Option<&Params>) -> Result<KeyRecord, Failure> {
        let Registration { key, role, entry_l1_block, exit_l1_block } = self.registration;
        let (mut owner, mut proof) = (Address::ZERO, None);
        if let Some(params) = params {
            owner = self.payout;
            let request = RegistrationRequest { suite: params.suite(role).into(), key, role, owner };
            proof = Some(self.prove_in_suite(&request.alpha(params), request.id(params).as_bytes())?.1);
        }
        Ok(KeyRecord { key, role, entry_l1_block, exit_l1_block, owner, proof })
    }

    /// The VRF output on `alpha`.
    pub(crate) fn output(&self, alpha: &Alpha) -> Result<VrfOutput, Failure> {
        Ok(self.secret.evaluate(Suite::Ell2, alpha.as_bytes()).map_err(impossible)?.output())
    }

    /// The VRF output on `alpha`, with a proof that signs `ad`.
    pub(crate) fn prove(&self, alpha: &Alpha, ad: &[u8]) -> Result<(VrfOutput, VrfProofBytes), Failure> {
        let evaluation = self.secret.evaluate(Suite::Ell2, alpha.as_bytes()).map_err(impossible)?;
        Ok((evaluation.output(), evaluation.prove(Some(ad)).into()))
    }

    /// The VRF output of the registered key on `alpha`, with a proof that signs `ad`.
    pub(crate) fn prove_in_suite(&self, alpha: &Alpha, ad: &[u8]) -> Result<(Beta, SuiteProof), Failure> {
        let Some(secret) = &self.p256 else {
            let (output, proof) = self.prove(alpha, ad)?;
            return Ok((*output.beta(), SuiteProof::Edwards25519(proof)));
        };
        let evaluation = secret.evaluate(p256::Suite::Sswu, alpha.as_bytes()).map_err(impossible)?;
        Ok((evaluation.output().beta(), SuiteProof::P256(evaluation.prove(Some(ad)).into())))
    }
}

/// The suite of the protocol has an output for every input.
fn impossible(error: fernet_vrf::EvaluateError) -> Failure {
    Failure::Invalid(error.to_string())
}

/// The sequencers and provers of a block.
#[derive(Debug)]
pub(crate) struct People {
    pub(crate) sequencers: Vec<Person>,
    pub(crate) provers: Vec<Person>,
}

impl People {
    pub(crate) fn new(
        draw: Draw,
        last_entry: u64,
        (sequencers, provers): (u32, u32),
        params: &Params,
        progress: &Progress,
    ) -> Self {
        let registered = |kind: &str, index| last_entry.saturating_sub(draw.below(kind, &[index], 100_000));
        let sequencer = |_, i: &u32| {
            let i = u64::from(*i);
            let role = (Role::Sequencer, params.sequencer_suite());
            Person::new(draw, "sequencer", i, role, registered("sequencer since", i))
        };
        let prover = |_, i: &u32| {
            let i = u64::from(*i);
            let role = prover_role(i);
            Person::new(draw, "prover", i, (role, params.suite(role)), registered("prover since", i))
        };
        Self {
            sequencers: progress.map("making keys", &(0..sequencers).collect::<Vec<_>>(), sequencer),
            provers: progress.map("making keys", &(0..provers).collect::<Vec<_>>(), prover),
        }
    }
}

/// Most provers take both kinds of node, one in five only merges, one in ten only bases.
const fn prover_role(index: u64) -> Role {
    match index % 10 {
        3 | 8 => Role::MergeProver,
        6 => Role::BaseProver,
        _ => Role::Prover,
    }
}
