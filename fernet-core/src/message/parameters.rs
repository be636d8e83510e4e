//! The parameters of a rollup as a message.

use super::DecodeError;
use super::wire::{Reader, Wire, Writer, fields};
use crate::{Address, ParamValues, Params, SequencerSuite, TxPerBase, VrfMode};

/// All parameters of a rollup (SPEC `#message-parameters`). [`Params::new`] checks them.
///
/// ```
/// use fernet_core::message::ParametersMessage;
/// use fernet_core::{Address, ParamValues, Params};
///
/// let params = Params::new(ParamValues::new(1, Address::from_bytes([0xfe; 20])))?;
/// let bytes = ParametersMessage::from(params).to_bytes();
/// assert_eq!(Params::new(ParametersMessage::decode(&bytes)?.values)?, params);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ParametersMessage {
    /// The parameters, in any range. After decoding `root_seats` is never `None`; `None` is encoded as the number of
    /// `proofs_per_node`, which is what it stands for.
    pub values: ParamValues,
}

impl From<Params> for ParametersMessage {
    fn from(params: Params) -> Self {
        Self { values: params.values() }
    }
}

/// Declares the fields of the message in their order. `root_seats` is optional in [`ParamValues`] only.
macro_rules! parameters {
    (
        values { $($field:ident: $field_type:ty,)+ }
        root_seats: $root_type:ty,
        values { $($later:ident: $later_type:ty,)+ }
    ) => {
        /// The fields of the body, in their order.
        #[derive(Clone, Copy)]
        struct Body {
            $($field: $field_type,)+
            root_seats: $root_type,
            $($later: $later_type,)+
        }

        fields!(Body {
            $($field: $field_type,)+
            root_seats: $root_type,
            $($later: $later_type,)+
        });

        impl From<&ParamValues> for Body {
            fn from(values: &ParamValues) -> Self {
                Self {
                    $($field: values.$field,)+
                    root_seats: values.root_seats.unwrap_or(values.proofs_per_node),
                    $($later: values.$later,)+
                }
            }
        }

        impl From<Body> for ParamValues {
            fn from(body: Body) -> Self {
                Self {
                    $($field: body.$field,)+
                    root_seats: Some(body.root_seats),
                    $($later: body.$later,)+
                }
            }
        }
    };
}

parameters! {
    values { chain_id: u64, rollup_address: Address, proofs_per_node: u8, }
    root_seats: u8,
    values {
        fee_split_cap: u32,
        tx_per_base: TxPerBase,
        vrf_mode: VrfMode,
        randao_lag: u32,
        activation_delay: u32,
        proposal_blocks: u32,
        reveal_blocks: u32,
        proving_blocks: u32,
        bond_base: u128,
        reveal_slash_amount: u128,
        proof_slash_amount: u128,
        block_reward: u128,
        rebate_cap: u128,
        rebate_gas: u32,
        claim_blocks: u32,
        base_share: Option<u32>,
        attesters: u16,
        quorum: u16,
        attest_blocks: u32,
        sequencer_suite: SequencerSuite,
    }
}

impl Wire for ParametersMessage {
    const LEN: usize = Body::LEN;

    fn read(reader: &mut Reader<'_>, field: &'static str) -> Result<Self, DecodeError> {
        Ok(Self { values: Body::read(reader, field)?.into() })
    }

    fn write(&self, writer: &mut Writer<'_>) {
        Body::from(&self.values).write(writer);
    }
}
