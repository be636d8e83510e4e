//! Parameters of a rollup.

use fernet_core::message::ParametersMessage;
use fernet_core::{Address, Amount, ParamValues, Params as CoreParams, Role, SequencerSuite, TxPerBase, VrfMode};
use pyo3::prelude::*;

use crate::class::{class, comparable, getters};
use crate::error::Result;
use crate::value::{Data, Items, V};

class! {
    /// The parameters of a rollup (SPEC #parameters), checked: a value outside its range raises ParamsError.
    ///
    /// chain_id and rollup_address (20 bytes) are required; every other parameter has its default. Shares and caps are in parts
    /// per million, amounts in wei, lengths of time in L1 blocks.
    "fernet.params" Params(CoreParams)
}
comparable!(Params);

getters!(Params {
    chain_id: u64 = |p: &CoreParams| p.chain_id(),
    rollup_address: Address = |p: &CoreParams| p.rollup_address(),
    proofs_per_node: u8 = |p: &CoreParams| p.proofs_per_node(),
    root_seats: u8 = |p: &CoreParams| p.root_seats(),
    fee_split_cap: u32 = |p: &CoreParams| p.fee_split_cap(),
    tx_per_base: u8 = |p: &CoreParams| u8::from(p.tx_per_base()),
    vrf_mode: VrfMode = |p: &CoreParams| p.vrf_mode(),
    randao_lag: u32 = |p: &CoreParams| p.randao_lag(),
    activation_delay: u32 = |p: &CoreParams| p.activation_delay(),
    proposal_blocks: u32 = |p: &CoreParams| p.proposal_blocks(),
    reveal_blocks: u32 = |p: &CoreParams| p.reveal_blocks(),
    proving_blocks: u32 = |p: &CoreParams| p.proving_blocks(),
    bond_base: Amount = |p: &CoreParams| p.bond_base(),
    reveal_slash_amount: Amount = |p: &CoreParams| p.reveal_slash_amount(),
    proof_slash_amount: Amount = |p: &CoreParams| p.proof_slash_amount(),
    block_reward: Amount = |p: &CoreParams| p.block_reward(),
    rebate_cap: Amount = |p: &CoreParams| p.rebate_cap(),
    rebate_gas: u32 = |p: &CoreParams| p.rebate_gas(),
    claim_blocks: u32 = |p: &CoreParams| p.claim_blocks(),
    base_share: Option<u32> = |p: &CoreParams| p.base_share(),
    attesters: u16 = |p: &CoreParams| p.attesters(),
    quorum: u16 = |p: &CoreParams| p.quorum(),
    attest_blocks: u32 = |p: &CoreParams| p.attest_blocks(),
    sequencer_suite: SequencerSuite = |p: &CoreParams| p.sequencer_suite(),
});

/// Sets the parameters that were given.
macro_rules! given {
    ($values:ident: $($name:ident),*) => { $(if let Some(V(value)) = $name { $values.$name = value; })* };
}

#[pymethods]
impl Params {
    #[new]
    #[pyo3(signature = (*, chain_id, rollup_address, proofs_per_node=None, root_seats=None, fee_split_cap=None,
        tx_per_base=None, vrf_mode=None, randao_lag=None, activation_delay=None, proposal_blocks=None, reveal_blocks=None,
        proving_blocks=None, bond_base=None, reveal_slash_amount=None, proof_slash_amount=None, block_reward=None,
        rebate_cap=None, rebate_gas=None, claim_blocks=None, base_share=None, attesters=None, quorum=None,
        attest_blocks=None, sequencer_suite=None))]
    #[allow(clippy::too_many_arguments, reason = "the parameters of SPEC.md, by name")]
    fn new(
        chain_id: V<u64>,
        rollup_address: V<Address>,
        proofs_per_node: Option<V<u8>>,
        root_seats: Option<V<u8>>,
        fee_split_cap: Option<V<u32>>,
        tx_per_base: Option<V<u8>>,
        vrf_mode: Option<V<String>>,
        randao_lag: Option<V<u32>>,
        activation_delay: Option<V<u32>>,
        proposal_blocks: Option<V<u32>>,
        reveal_blocks: Option<V<u32>>,
        proving_blocks: Option<V<u32>>,
        bond_base: Option<V<u128>>,
        reveal_slash_amount: Option<V<u128>>,
        proof_slash_amount: Option<V<u128>>,
        block_reward: Option<V<u128>>,
        rebate_cap: Option<V<u128>>,
        rebate_gas: Option<V<u32>>,
        claim_blocks: Option<V<u32>>,
        base_share: Option<V<u32>>,
        attesters: Option<V<u16>>,
        quorum: Option<V<u16>>,
        attest_blocks: Option<V<u32>>,
        sequencer_suite: Option<V<String>>,
    ) -> Result<Self> {
        let mut values = ParamValues::new(chain_id.0, rollup_address.0);
        given!(values: proofs_per_node, fee_split_cap, randao_lag, activation_delay, proposal_blocks, reveal_blocks,
            proving_blocks, bond_base, reveal_slash_amount, proof_slash_amount, block_reward, rebate_cap, rebate_gas,
            claim_blocks, attesters, quorum, attest_blocks);
        values.root_seats = root_seats.map(|seats| seats.0);
        values.base_share = base_share.map(|share| share.0);
        if let Some(V(transactions)) = tx_per_base {
            values.tx_per_base = TxPerBase::try_from(transactions)?;
        }
        if let Some(V(name)) = vrf_mode {
            values.vrf_mode = name.parse()?;
        }
        if let Some(V(name)) = sequencer_suite {
            values.sequencer_suite = name.parse()?;
        }
        Ok(Self(CoreParams::new(values)?))
    }

    /// Decodes the message that publishes the parameters (SPEC #message-parameters), and checks them.
    #[staticmethod]
    fn from_bytes(data: V<Data>) -> Result<Self> {
        Ok(Self(CoreParams::new(ParametersMessage::decode(&data.0)?.values)?))
    }

    /// The message that publishes the parameters: 160 bytes (SPEC #message-parameters).
    fn __bytes__(&self) -> V<Data> {
        V(ParametersMessage { values: self.0.values() }.to_bytes().to_vec())
    }

    /// The names of the conditions of SPEC #warnings that hold for these parameters.
    fn warnings(&self) -> V<Items<String>> {
        V(Items(self.0.warnings().map(|warning| format!("{warning:?}")).collect()))
    }

    /// The bond in wei that a proposal with this fee_split (ppm) has to deposit at least (SPEC #minimum-bond).
    fn minimum_bond(&self, fee_split: V<u32>) -> Result<V<Amount>> {
        Ok(V(self.0.minimum_bond(self.0.fee_split(fee_split.0)?)))
    }

    /// The kind of keys of a role (SPEC #vrf): "edwards25519" or "p256".
    fn suite(&self, role: V<Role>) -> V<SequencerSuite> {
        V(self.0.suite(role.0))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (V<Data>,))> {
        Ok((py.get_type::<Self>().getattr("from_bytes")?, (self.__bytes__(),)))
    }
}
