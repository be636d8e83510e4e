//! The sequencers and provers of a scenario with their keys.

use fernet_core::{Address, Alpha, L1Block, Params, Registration, RegistrationRequest, Role, VrfProofBytes};
use fernet_vrf::{SecretKey, Suite, VrfOutput};

use super::draw::Draw;
use crate::failure::Failure;
use crate::file::KeyRecord;
use crate::parallel::Progress;

/// One participant.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) secret: SecretKey,
    pub(crate) registration: Registration,
    pub(crate) payout: Address,
}

impl Person {
    /// The `index`-th person of a kind, registered in time.
    pub(crate) fn new(draw: Draw, kind: &str, index: u64, role: Role, entry_l1_block: u64) -> Self {
        let secret = SecretKey::derive(&draw.bytes(kind, &[index]), role);
        let key = secret.public_key().to_bytes();
        let registration =
            Registration { key, role, entry_l1_block: L1Block::new(entry_l1_block), exit_l1_block: None };
        let payout = Address::from_bytes(draw.bytes(&format!("payout of {kind}"), &[index]));
        Self { secret, registration, payout }
    }

    /// The record of the registry; with `params` it has an owner and a proof of possession.
    pub(crate) fn record(&self, params: Option<&Params>) -> Result<KeyRecord, Failure> {
        let Registration { key, role, entry_l1_block, exit_l1_block } = self.registration;
        let (mut owner, mut proof) = (Address::ZERO, None);
        if let Some(params) = params {
            owner = self.payout;
            let request = RegistrationRequest { suite: params.suite(role).into(), key, role, owner };
            proof = Some(self.prove(&request.alpha(params), request.id(params).as_bytes())?.1);
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
    pub(crate) fn new(draw: Draw, last_entry: u64, (sequencers, provers): (u32, u32), progress: &Progress) -> Self {
        let registered = |kind: &str, index| last_entry.saturating_sub(draw.below(kind, &[index], 100_000));
        let sequencer = |_, i: &u32| {
            let i = u64::from(*i);
            Person::new(draw, "sequencer", i, Role::Sequencer, registered("sequencer since", i))
        };
        let prover = |_, i: &u32| {
            let i = u64::from(*i);
            Person::new(draw, "prover", i, prover_role(i), registered("prover since", i))
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
