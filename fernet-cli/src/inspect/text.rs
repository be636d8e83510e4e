//! Messages in words.

use std::fmt::Write;

use serde_json::{Map, Value};

use crate::amount::{both, eth};
use crate::show::{BAD, Excerpt, FAINT, NOTE, Styled, count, fit, heading};

/// Most transactions and bundles that are listed unless all are asked for.
const LISTED: usize = 10;
/// Most hex digits on a line.
const DIGITS: usize = 64;

/// The report about a message, from what [`super::values::message`] says of it. `checked` says whether more than the form was
/// checked.
pub(super) fn message(values: &Value, everything: bool, checked: bool) -> String {
    let mut report = Report { text: String::new(), everything };
    report.message("", values);
    if !checked && values["kind"] != "parameters" {
        let known = values.pointer("/computed/sequencer_suite").is_some();
        report.text +=
            if known { "\nThe proof was not checked.\n" } else { "\nKeys, proofs and amounts were not checked.\n" };
    }
    fit(report.text.trim_start())
}

struct Report {
    text: String,
    everything: bool,
}

impl Report {
    /// A message, with a few words about where it is from.
    fn message(&mut self, origin: &str, values: &Value) {
        let (number, bytes) = (text(&values["number"]), text(&values["bytes"]));
        let title = title(text(&values["kind"]));
        self.text += &heading(&format!("{origin}{title} (kind {number}, {bytes} bytes)"));
        if let Value::Object(body) = &values["body"] {
            self.fields(body);
        }
        if let Value::Object(computed) = &values["computed"] {
            self.computed(computed);
        }
    }

    /// The fields with one value each, and then lists and inner messages under headings.
    fn fields(&mut self, fields: &Map<String, Value>) {
        let parts = |value: &Value| value.is_array() || value.is_object();
        let label = |name: &str| match name {
            "count" if fields.contains_key("bundles") => "bundles".to_owned(),
            "count" if fields.contains_key("nodes") => "nodes".to_owned(),
            "count" if fields.contains_key("attestations") => "attestations".to_owned(),
            "count" => "transactions".to_owned(),
            other => label(other),
        };
        let simple: Vec<_> = fields.iter().filter(|(_, value)| !parts(value)).collect();
        let width = simple.iter().map(|(name, _)| label(name).len()).max().unwrap_or(0);
        for (name, value) in simple {
            self.line(width, &label(name), &words(name, value));
        }
        for (name, value) in fields {
            match (name.as_str(), value) {
                ("message", event) if event.is_object() => self.message("Its message: ", event),
                ("opening", Value::Object(opening)) => {
                    self.text += &heading("The seat, its claim, and the sums of its node");
                    self.fields(opening);
                }
                (_, Value::Object(fields)) => {
                    self.text += &heading(if name == "first" { "First" } else { "Second" });
                    self.fields(fields);
                }
                ("transactions", Value::Array(hashes)) => {
                    self.list("transactions", "Hashes of the transactions, in order", "more transaction", hashes);
                }
                ("nodes", Value::Array(nodes)) => {
                    self.list("nodes", "Data of the nodes, in post-order", "more node", nodes);
                }
                ("others", Value::Array(ids)) => {
                    self.list("others", "Ids of the other seats of the bundle", "more seat", ids);
                }
                ("children", Value::Array(children)) => {
                    self.list("children", "Commitments of the left and the right child bundle", "more child", children);
                }
                ("levels", Value::Array(levels)) => self.levels(levels),
                ("attestations", Value::Array(attestations)) => self.attestations(attestations),
                (_, Value::Array(bundles)) => self.bundles(bundles),
                _ => {}
            }
        }
    }

    /// A label and a value. Long hex goes on several lines.
    fn line(&mut self, width: usize, label: &str, value: &str) {
        let mut label = label;
        for piece in pieces(value) {
            let _ = writeln!(self.text, "  {} {piece}", Styled(FAINT, format_args!("{label:<width$}")));
            label = "";
        }
    }

    fn list(&mut self, field: &str, title: &str, more: &str, elements: &[Value]) {
        self.text += &heading(title);
        let excerpt = Excerpt::new(elements.len(), LISTED, self.everything);
        let width = excerpt.shown.to_string().len();
        for (i, element) in elements.iter().enumerate().take(excerpt.shown) {
            self.line(width, &(i + 1).to_string(), &words(field, element));
        }
        self.text += &excerpt.rest(more);
    }

    /// The keys of a certificate with their proofs.
    fn attestations(&mut self, attestations: &[Value]) {
        self.text += &heading("Attestations, ascending by key");
        let excerpt = Excerpt::new(attestations.len(), LISTED, self.everything);
        for attestation in attestations.iter().take(excerpt.shown) {
            self.line(5, "key", text(&attestation["key"]));
            self.line(5, "proof", text(&attestation["proof"]));
        }
        self.text += &excerpt.rest("more attestation");
    }

    /// The nodes above that of a seat.
    fn levels(&mut self, levels: &[Value]) {
        let excerpt = Excerpt::new(levels.len(), LISTED, self.everything);
        for (i, level) in levels.iter().enumerate().take(excerpt.shown) {
            let Value::Object(level) = level else { continue };
            self.text += &heading(&format!("Level {} of {}, towards the root", i + 1, levels.len()));
            self.fields(level);
        }
        self.text += &excerpt.rest("more level");
    }

    fn bundles(&mut self, bundles: &[Value]) {
        let excerpt = Excerpt::new(bundles.len(), LISTED, self.everything);
        for (i, bundle) in bundles.iter().enumerate().take(excerpt.shown) {
            let seats = bundle.as_array().map_or(&[][..], Vec::as_slice);
            let (number, of) = (i + 1, bundles.len());
            self.text += &heading(&format!("Bundle {number} of {of}: {}", count(seats.len(), "seat")));
            for (i, seat) in seats.iter().enumerate() {
                let Value::Object(claim) = seat else {
                    self.line(0, "claim", text(seat));
                    continue;
                };
                if i > 0 {
                    self.text.push('\n');
                }
                self.fields(claim);
            }
        }
        self.text += &excerpt.rest("more bundle");
    }

    fn computed(&mut self, computed: &Map<String, Value>) {
        self.text += &heading(if computed.contains_key("error") { "Checked" } else { "Computed" });
        let width = computed.keys().map(|name| label(name).len()).max().unwrap_or(0);
        for (name, value) in computed {
            match (name.as_str(), value) {
                ("error", Value::Null) if computed.contains_key("warnings") => {
                    self.text += "  all values are in their ranges\n";
                }
                ("error", Value::Null) if computed.contains_key("sequencer_suite") => {
                    self.text += "  the suite, the owner and the key are accepted\n";
                }
                ("error", Value::Null) => {
                    self.text += "  the suite and the owner are accepted where sequencers have this suite\n";
                }
                ("sequencer_suite", _) => {}
                ("error", error) => self.named("refused", error, BAD),
                ("warnings", warnings) => {
                    for warning in warnings.as_array().into_iter().flatten() {
                        self.named("warning", warning, NOTE);
                    }
                }
                _ => self.line(width, &label(name), &words(name, value)),
            }
        }
    }

    fn named(&mut self, what: &str, error: &Value, style: anstyle::Style) {
        let (name, detail) = (text(&error["name"]), text(&error["detail"]));
        let _ = writeln!(self.text, "  {}, {name}: {detail}", Styled(style, what));
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What a message of this kind is.
fn title(kind: &str) -> &'static str {
    match kind {
        "parameters" => "Parameters of a rollup",
        "registration-request" => "Request to register a key",
        "registration-request-p256" => "Request to register a key on P-256",
        "registration-record" => "Record of the registry",
        "registration-record-p256" => "Record of the registry, with a key on P-256",
        "exit" => "Exit of a registered key",
        "block-opening" => "Opening of a block",
        "l1-event" => "Event on L1",
        "proposal" => "Proposal of a sequencer",
        "proposal-p256" => "Proposal of a sequencer, with a proof on P-256",
        "reveal" => "Reveal of a block, with the hashes of its transactions",
        "reveal-root" => "Reveal of a block, with the root of its transactions",
        "reveal-data" => "Reveal of a block, with the roots of its transactions and of its proof data",
        "claim" => "Claim of a prover",
        "batch-claim" => "Claim of a prover, with a proof in batch form",
        "attestation" => "Attestation of a prover that it has the proof data",
        "certificate" => "Certificate of attestations",
        "batch-certificate" => "Certificate of attestations, with proofs in batch form",
        "tree-of-ids" => "Tree of claim ids",
        "tree-of-claims" => "Tree of claims",
        "tree-data" => "Seats and sums of the nodes of a tree",
        "seat-opening" => "Opening of a seat",
        "proposal-evidence" => "Evidence: two proposals of one key",
        "proposal-evidence-p256" => "Evidence: two proposals of one key, with proofs on P-256",
        "claim-evidence" => "Evidence: two claims of one key",
        "attestation-evidence" => "Evidence: two attestations of one key",
        _ => "Message",
    }
}

/// The name of a field in words.
fn label(field: &str) -> String {
    match field {
        "l1_block" => "L1 block".to_owned(),
        "mix_l1_block" => "mix of".to_owned(),
        "entry_l1_block" => "entry".to_owned(),
        "exit_l1_block" => "exit".to_owned(),
        "payout" => "paid to".to_owned(),
        "rebate_payee" => "rebate to".to_owned(),
        "left" => "left child".to_owned(),
        "right" => "right child".to_owned(),
        "tx_per_base" => "transactions per base".to_owned(),
        "vrf_mode" => "VRF mode".to_owned(),
        "randao_lag" => "RANDAO lag".to_owned(),
        "sibling" => "commitment of the sibling".to_owned(),
        other => other.replace('_', " "),
    }
}

/// The value of a field, with its unit.
fn words(field: &str, value: &Value) -> String {
    let value = match (field, value) {
        ("exit_l1_block", Value::Null) => return "none: the key has not exited".to_owned(),
        ("base_share", Value::Null) => return "none: one pool for all seats".to_owned(),
        (_, value) => text(value),
    };
    match field {
        "fee_split" | "fee_burn" | "fee_split_cap" | "base_share" => value.parse().map(both).unwrap_or_default(),
        "bond"
        | "fees"
        | "bond_base"
        | "reveal_slash_amount"
        | "proof_slash_amount"
        | "block_reward"
        | "rebate_cap"
        | "pay" => value.parse().map(|wei| format!("{value} wei ({} ETH)", eth(wei))).unwrap_or_default(),
        "base_fee" => format!("{value} wei per gas"),
        "rate" => format!("{value} wei of the fee asset for 10^18 wei of the gas asset"),
        "randao_lag" | "activation_delay" | "proposal_blocks" | "reveal_blocks" | "proving_blocks" | "claim_blocks"
        | "attest_blocks" => {
            format!("{value} L1 block{}", if value == "1" { "" } else { "s" })
        }
        "mix_l1_block" | "entry_l1_block" | "exit_l1_block" => format!("L1 block {value}"),
        "kept_base" | "kept_merge" => format!("{value} ppm"),
        "rebate_gas" => format!("{value} gas"),
        "suite" if value == "2" => "2 (ECVRF-P256-SHA256-SSWU)".to_owned(),
        "suite" if value == "4" => "4 (ECVRF-EDWARDS25519-SHA512-ELL2)".to_owned(),
        "rebate_payee" if is_zero(value) => format!("{value} (nobody)"),
        "others" | "children" | "left" | "right" if is_zero(value) => format!("{value} (none)"),
        _ => value.to_owned(),
    }
}

fn is_zero(digits: &str) -> bool {
    digits.bytes().all(|digit| digit == b'0')
}

/// The lines of a value: hex that is longer than a line is cut.
fn pieces(value: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = value;
    while rest.len() > DIGITS && rest.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        let (piece, behind) = rest.split_at(DIGITS);
        pieces.push(piece);
        rest = behind;
    }
    pieces.push(rest);
    pieces
}
