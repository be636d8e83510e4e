//! The attestations and the certificate of a scenario, with their faults.

use fernet_block::Registry as _;
use fernet_core::{AttestationId, Availability, DataRoot, Duty, NodeKind, Role, SequencerSuite, Ticket};

use super::Stage;
use super::fault::{Fault, OF_ATTESTATIONS, flip_bit};
use super::people::{People, Person};
use crate::failure::Failure;
use crate::file::{AttestationRecord, BlockFile, CertificateRecord};
use crate::parallel::Progress;
use crate::run::Registry;

/// Lets the selected provers attest that have the proof data, and makes a certificate if they are enough.
pub(super) fn attest(
    stage: &Stage<'_>,
    people: &People,
    file: &mut BlockFile,
    progress: &Progress,
) -> Result<(), Failure> {
    let setting = &stage.setting;
    let Some(data_root) = file.reveal.as_ref().and_then(|record| record.reveal().data_root) else { return Ok(()) };
    let asked = &setting.options.faults;
    let wanted = |fault: &Fault| asked.contains(fault) || asked.contains(&Fault::All);
    let faults: Vec<Fault> = OF_ATTESTATIONS.into_iter().filter(wanted).collect();
    let newcomer = Person::new(
        setting.draw,
        "other data",
        0,
        (Role::BaseProver, SequencerSuite::Edwards25519),
        setting.last_entry,
    );
    if faults.contains(&Fault::OtherData) {
        file.registry.push(setting.register(&newcomer)?);
    }
    // Faults have registered keys too.
    let registry = Registry::read(file, &setting.params, &setting.pinned, progress)?;
    let provers = registry.provers(&setting.snapshot).unwrap_or_default();
    let Some(availability) = Availability::new(&stage.proving, data_root, provers) else { return Ok(()) };

    let attestation = |i: usize, person: &Person| {
        let duty = Duty::Prove(NodeKind::Base);
        let may_attest = setting.snapshot.check_eligible(&person.registration, duty).is_ok() && setting.is_served(i);
        if may_attest { sign_if_selected(stage, &availability, person) } else { Ok(None) }
    };
    let signed = progress.map("signing attestations", &people.provers, attestation);
    let signed = signed.into_iter().collect::<Result<Vec<_>, _>>()?;
    file.attestations = signed.into_iter().flatten().collect();
    file.certificates.extend(certificate(&availability, &file.attestations));
    for fault in faults {
        commit(stage, fault, (people, &newcomer), file)?;
    }
    Ok(())
}

/// An attestation of the block's proof data, if the ticket of the key selects it.
fn sign_if_selected(
    stage: &Stage<'_>,
    availability: &Availability,
    person: &Person,
) -> Result<Option<AttestationRecord>, Failure> {
    let output = person.output(&stage.seed.alpha_attest())?;
    if availability.selects(Ticket::attester(output.beta())) {
        sign(stage, person, *availability.data_root()).map(Some)
    } else {
        Ok(None)
    }
}

/// An attestation, valid or not.
fn sign(stage: &Stage<'_>, person: &Person, data_root: DataRoot) -> Result<AttestationRecord, Failure> {
    let id = AttestationId::new(&stage.seed, stage.proving.proposal_id(), &data_root);
    let (_, proof) = person.prove(&stage.seed.alpha_attest(), id.as_bytes())?;
    Ok(AttestationRecord { key: person.registration.key, data_root, proof })
}

/// A certificate of the attestations that come first, if they are enough.
fn certificate(availability: &Availability, attestations: &[AttestationRecord]) -> Option<CertificateRecord> {
    let first = attestations.get(..usize::from(availability.needed())).filter(|first| !first.is_empty())?;
    let mut by_key: Vec<_> = first.iter().map(|record| record.key).zip(0..).collect();
    by_key.sort_unstable();
    let attestations = by_key.into_iter().map(|(_, position)| position).collect();
    Some(CertificateRecord { data_root: *availability.data_root(), attestations })
}

/// Adds the attestation or the certificate of a fault.
fn commit(
    stage: &Stage<'_>,
    fault: Fault,
    (people, newcomer): (&People, &Person),
    file: &mut BlockFile,
) -> Result<(), Failure> {
    let setting = &stage.setting;
    let first = file.attestations.first().ok_or_else(|| fault.cannot("needs an attestation"));
    let attestation = match fault {
        Fault::ForgedAttestation => {
            let mut forged = first?.clone();
            flip_bit(&mut forged.proof);
            forged
        }
        Fault::StrangerAttestation => {
            let stranger = Person::new(
                setting.draw,
                "stranger",
                0,
                (Role::Prover, SequencerSuite::Edwards25519),
                setting.last_entry,
            );
            sign(stage, &stranger, first?.data_root)?
        }
        Fault::DoubleAttestation => first?.clone(),
        Fault::OtherData => sign(stage, newcomer, DataRoot::from_bytes(setting.draw.bytes("other data", &[])))?,
        Fault::AttestationEquivocation => {
            let key = first?.key;
            let attester = people.provers.iter().find(|person| person.registration.key == key);
            let attester = attester.ok_or_else(|| fault.cannot("needs an attestation"))?;
            sign(stage, attester, DataRoot::from_bytes(setting.draw.bytes("contradicting data", &[])))?
        }
        _ => return commit_certificate(fault, file),
    };
    file.attestations.push(attestation);
    Ok(())
}

/// Adds the certificate of a fault, made from the valid one.
fn commit_certificate(fault: Fault, file: &mut BlockFile) -> Result<(), Failure> {
    let mut certificate = file.certificates.first().cloned().ok_or_else(|| fault.cannot("needs a certificate"))?;
    match (fault, certificate.attestations.as_mut_slice()) {
        (Fault::ShortCertificate, _) => _ = certificate.attestations.pop(),
        (Fault::UnsortedCertificate, [first, second, ..]) => std::mem::swap(first, second),
        (Fault::DuplicateAttester, [first, second, ..]) => *second = *first,
        _ => return Err(fault.cannot("needs a certificate of two attestations")),
    }
    file.certificates.push(certificate);
    Ok(())
}
