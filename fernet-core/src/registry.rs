//! Who may take part in a block (SPEC `#registry`).

/// What a registered key may do. One key has one role: an operator with two roles registers two keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Role {
    /// Proposes blocks.
    Sequencer,
    /// Proves base nodes only.
    BaseProver,
    /// Proves merge nodes only; needs no state.
    MergeProver,
    /// Proves nodes of both kinds.
    Prover,
}
