//! `fernet propose` and `fernet claim`: signed messages of a sequencer and of a prover.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args, ValueEnum};
use fernet_core::{
    Alpha, BlockHash, BlockNumber, BundleCommitment, Claim, DataDigest, L1Block, Proposal, RankedProposal, Reveal,
    Salt, TxHash,
};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::amount::{parse_amount, parse_part, parse_share};
use crate::contract_call::{Argument, Call};
use crate::decimal;
use crate::failure::Failure;
use crate::file::{self, BlockFile, KeyRecord, ParamsRecord, ProposalRecord, RandaoRecord, RevealRecord};
use crate::hex::{decode_array, encode};
use crate::inspect::{Form, print_made};
use crate::keys::{OwnKey, read_own, read_prover};
use crate::object::{objects, read_objects};
use crate::output;
use crate::read::Document;
use crate::refusal::refused;
use crate::run::{self, SignedProposal};
use crate::witness::words;

objects! {
    Contents: "the contents of a block",
}

read_objects! {
    Header: "a block, or the header of one",
}

/// Options that both commands have.
#[derive(Args, Clone, Debug)]
struct Signer {
    /// Block file, or its header: the fields that are known; `-` is standard input
    #[arg(value_name = "BLOCK")]
    block: PathBuf,
    /// Key file from `fernet keygen`; `-` is standard input
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
}

/// Arguments of `fernet propose`.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("order").required(true).args(["tx_order_hash", "contents"])))]
pub(crate) struct ProposeArgs {
    #[command(flatten)]
    signer: Signer,
    /// Share of the fees for the provers; above 1 it needs a bond
    #[arg(long, value_name = "SHARE", value_parser = parse_share)]
    fee_split: u32,
    /// Hash of salt, fees and transactions, 32 bytes
    #[arg(long, value_name = "HEX", value_parser = decode_array::<32>)]
    tx_order_hash: Option<[u8; 32]>,
    /// Compute this hash from a JSON file `{salt, fees, transactions}`, with names and forms as in the reveal of a block file;
    /// in a rollup with attesters also `data_digests`
    #[arg(long, value_name = "FILE")]
    contents: Option<PathBuf>,
    /// Address that receives the sequencer's part of the fees, 20 bytes, not zero
    #[arg(long, value_name = "HEX", value_parser = decode_array::<20>)]
    payout: [u8; 20],
    /// Bond, less than 2^96 wei; only for a fee split above 1
    #[arg(long, value_name = "AMOUNT", default_value = "0", value_parser = parse_amount)]
    bond: u128,
    /// Form of the message
    #[arg(long, value_enum, default_value = "message")]
    format: ProposalForm,
}

/// A form in which `fernet propose` writes a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ProposalForm {
    /// Its hex digits
    Message,
    /// What it says, as `fernet inspect --format json` prints it
    Json,
    /// What it says, in words
    Text,
    /// The call of the contract FernetRollup, for sequencers on P-256
    Calldata,
}

/// Arguments of `fernet claim`.
#[derive(Args, Clone, Debug)]
pub(crate) struct ClaimArgs {
    #[command(flatten)]
    signer: Signer,
    /// Node that was proven
    #[arg(long, value_name = "NUMBER")]
    node: u64,
    /// Hash of what the node proves, 32 bytes
    #[arg(long, value_name = "HEX", value_parser = decode_array::<32>)]
    statement: [u8; 32],
    /// Identity of the proof, 32 bytes
    #[arg(long, value_name = "HEX", value_parser = decode_array::<32>)]
    proof_digest: [u8; 32],
    /// Commitment of the left child bundle that the proof consumed, 32 bytes; only for a merge
    #[arg(long, value_name = "HEX", value_parser = decode_array::<32>, requires = "right")]
    left: Option<[u8; 32]>,
    /// The same of the right child bundle
    #[arg(long, value_name = "HEX", value_parser = decode_array::<32>, requires = "left")]
    right: Option<[u8; 32]>,
    /// Share of its pay that the prover burns, at most 1
    #[arg(long, value_name = "SHARE", default_value = "0", value_parser = parse_part)]
    fee_burn: u32,
    /// Address that receives the pay, 20 bytes, not zero
    #[arg(long, value_name = "HEX", value_parser = decode_array::<20>)]
    payout: [u8; 20],
    /// Address that receives the gas rebate if this is the root of the winning tree, 20 bytes [default: zero, nobody]
    #[arg(long, value_name = "HEX", value_parser = decode_array::<20>)]
    rebate_payee: Option<[u8; 20]>,
    /// Form of the message
    #[arg(long, value_enum, default_value = "message")]
    format: Form,
}

/// What a sequencer binds itself to before the election (SPEC `#tx-order`).
#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Contents {
    salt: Salt,
    #[serde(with = "decimal")]
    fees: u128,
    transactions: Vec<TxHash>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    data_digests: Option<Vec<DataDigest>>,
}

impl Contents {
    /// Reads the contents as the leader will reveal them.
    fn read(path: &Path) -> Result<Reveal, Failure> {
        let Self { salt, fees, transactions, data_digests } = Document::read(path)?.json()?;
        let reveal = file::reveal(salt, fees, &transactions, data_digests.as_deref());
        data_digests.map_or(Ok(()), |digests| reveal.check_data(&digests)).map_err(refused)?;
        Ok(reveal)
    }
}

/// What a participant knows of a block, with the fields of a block file. What happens later may be missing.
#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
struct Header {
    params: ParamsRecord,
    #[serde(with = "decimal")]
    block_number: BlockNumber,
    parent: BlockHash,
    #[serde(with = "decimal")]
    l1_block: L1Block,
    randao: Vec<RandaoRecord>,
    registry: Vec<KeyRecord>,
    #[serde(default)]
    proposals: Vec<ProposalRecord>,
    #[serde(default)]
    reveal: Option<RevealRecord>,
    /// The other fields of a block file.
    #[serde(default, rename = "l1_block_end")]
    _l1_block_end: IgnoredAny,
    #[serde(default, rename = "stake")]
    _stake: IgnoredAny,
    #[serde(default, rename = "claims")]
    _claims: IgnoredAny,
    #[serde(default, rename = "attestations")]
    _attestations: IgnoredAny,
    #[serde(default, rename = "certificates")]
    _certificates: IgnoredAny,
    #[serde(default, rename = "trees")]
    _trees: IgnoredAny,
}

impl From<Header> for BlockFile {
    /// The block up to its last proposal or its reveal.
    fn from(header: Header) -> Self {
        let Header { params, block_number, parent, l1_block, randao, registry, proposals, reveal, .. } = header;
        let events =
            proposals.iter().map(|proposal| proposal.l1_block).chain(reveal.iter().map(|reveal| reveal.l1_block));
        let l1_block_end = events.fold(l1_block, L1Block::max);
        let (stake, claims, trees) = (0, Vec::new(), Vec::new());
        Self {
            params,
            block_number,
            parent,
            l1_block,
            l1_block_end,
            randao,
            registry,
            stake,
            proposals,
            reveal,
            claims,
            attestations: Vec::new(),
            certificates: Vec::new(),
            trees,
        }
    }
}

/// Reads the block, and applies `sign` to it.
pub(crate) fn with_block<T>(path: &Path, sign: impl FnOnce(&BlockFile) -> Result<T, Failure>) -> Result<T, Failure> {
    let document = Document::read(path)?;
    let header: Header = document.json()?;
    sign(&header.into()).map_err(|failure| failure.in_file(&document.name))
}

/// Prints a signed proposal.
pub(crate) fn propose(args: &ProposeArgs) -> Result<(), Failure> {
    let Signer { block, key } = &args.signer;
    let secret = read_own(key, true)?;
    let contents = args.contents.as_deref().map(Contents::read).transpose()?;
    let tx_order_hash = match (&contents, args.tx_order_hash) {
        (Some(reveal), _) => reveal.tx_order_hash(),
        (None, Some(hash)) => hash.into(),
        (None, None) => return Err(Failure::Input("expected --tx-order-hash or --contents".to_owned())),
    };
    let form = match args.format {
        ProposalForm::Message => Some(Form::Message),
        ProposalForm::Json => Some(Form::Json),
        ProposalForm::Text => Some(Form::Text),
        ProposalForm::Calldata => None,
    };
    with_block(block, |file| {
        secret.check_suite(file.params.sequencer_suite, "params.sequencer_suite")?;
        let (parent, fee_split, payout, bond) = (file.parent, args.fee_split, args.payout.into(), args.bond);
        let proposal = Proposal { parent, fee_split, tx_order_hash, payout, bond };
        let contents = contents.as_ref();
        match &secret {
            OwnKey::Edwards25519(secret) => {
                let form = form.ok_or_else(|| {
                    Failure::field("--format", "calldata needs a rollup whose sequencer_suite is p256")
                })?;
                let SignedProposal { message, ranked, alpha } = run::sign_proposal(file, secret, &proposal, contents)?;
                print_proposal(&message.to_bytes(), &ranked, &alpha, form)
            }
            OwnKey::P256(secret) => {
                let SignedProposal { message, ranked, alpha } = run::sign_proposal(file, secret, &proposal, contents)?;
                if let Some(form) = form {
                    return print_proposal(&message.to_bytes(), &ranked, &alpha, form);
                }
                let words = words(&message.key, &alpha, ranked.id().as_bytes(), message.proof)?;
                let (function, message) = ("propose", message.to_bytes());
                let arguments = vec![Argument::Bytes(&message), Argument::Proof(&words)];
                output::print(&format!("0x{}\n", encode(&Call { function, arguments }.calldata())))
            }
        }
    })
}

fn print_proposal(message: &[u8], ranked: &RankedProposal, alpha: &Alpha, form: Form) -> Result<(), Failure> {
    let scored = ranked.scored_key();
    let computed = json!({
        "alpha": alpha,
        "proposal_id": ranked.id(),
        "ticket": scored.ticket().to_string(),
        "score": scored.score(),
    });
    print_made(message, form, computed)
}

/// Prints a signed claim.
pub(crate) fn claim(args: &ClaimArgs) -> Result<(), Failure> {
    let Signer { block, key } = &args.signer;
    let secret = read_prover(key)?;
    let child = |commitment: Option<[u8; 32]>| commitment.map_or(BundleCommitment::ZERO, Into::into);
    let claim = Claim {
        node: args.node.into(),
        statement: args.statement.into(),
        proof_digest: args.proof_digest.into(),
        left: child(args.left),
        right: child(args.right),
        fee_burn: args.fee_burn,
        payout: args.payout.into(),
        rebate_payee: args.rebate_payee.unwrap_or_default().into(),
    };
    let (message, seat) = with_block(block, |file| run::sign_claim(file, &secret, &claim))?;
    let scored = seat.scored_key();
    let computed = json!({
        "claim_id": seat.claim_id(),
        "seat_id": seat.id(),
        "ticket": scored.ticket().to_string(),
        "score": scored.score(),
    });
    print_made(&message.to_bytes(), args.format, computed)
}
