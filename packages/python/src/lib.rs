//! The extension module `fernet._native`. Its modules have the names of the modules of the Python package.

mod availability;
mod batch;
mod block;
mod class;
mod election;
mod error;
mod lottery;
mod messages;
mod opening;
mod p256;
mod params;
mod proof_bytes;
mod randao;
mod registry;
mod settlement;
mod shared;
mod simulate;
mod tree;
mod value;
mod vrf;

use pyo3::prelude::*;

/// Adds classes and functions to a module.
macro_rules! add {
    ($module:ident: $($path:ident { $($class:ident)* ; $($function:ident)* })*) => {
        $(
            $($module.add_class::<$path::$class>()?;)*
            $($module.add_function(wrap_pyfunction!($path::$function, $module)?)?;)*
        )*
    };
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    add!(module:
        params { Params; }
        vrf { BatchProof Proof PublicKey SecretKey; verify }
        batch { BatchResult; best_public public_tickets verify_batch }
        randao { PinnedMix RandaoRing; mix_block mix_in }
        registry { Registration RegistrationRecord RegistrationRequest Registry Snapshot; choose }
        lottery {
            Candidate;
            attester_alpha attester_ticket best equilibrium_split odds_against odds_among odds_of_quorum prover_alpha prover_seed
            prover_ticket score sequencer_alpha sequencer_seed sequencer_ticket
        }
        election {
            BlockPhase Chain CheckedProposal Election Happening Opening Proposal RankedProposal Reveal;
            data_root proposal_evidence tx_root
        }
        tree {
            Accumulator BestTree Bundle BundleBuilder CheckedClaim Claim PostOrder ProvingContext Seat Sums Tree TreeShape
            TreeVerifier;
            claim_evidence node_kind
        }
        opening { NodeData OpenedSeat SeatOpening; open_seat tree_data_hash }
        availability { Attestation Availability CertificateBuilder CheckedAttestation; }
        settlement {
            Funding Ledger MevReference MevReport Rebate Receipt SettlementPlan Slashing;
            check_reveal mev_ratio required_bond slash unclaimed
        }
        messages {
            AttestationMessage BlockOpeningMessage CertificateMessage ClaimMessage EvidenceMessage ExitMessage L1EventMessage
            ParamsMessage ProposalMessage RegistrationRecordMessage RegistrationRequestMessage RevealDataMessage RevealMessage
            RevealRootMessage SeatOpeningMessage SignedAttestation SignedClaim TreeDataMessage TreeOfClaimsMessage TreeOfIdsMessage;
            decode
        }
        block { Applied Block Outcome Rollup TreeBuilder; }
    );
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    let p256 = PyModule::new(module.py(), "_p256")?;
    let p256_module = &p256;
    add!(p256_module: p256 { Proof PublicKey SecretKey; p256_verify });
    module.add_submodule(&p256)?;
    let simulate = PyModule::new(module.py(), "_simulate")?;
    let simulate_module = &simulate;
    add!(simulate_module: simulate { ; cells experiments run });
    module.add_submodule(&simulate)
}
