//! The tables of `c/prover.c`. The order of the fields is that of its structures.

use std::fmt::Write as _;

use serde_json::Value;

use crate::record::{decimal_be, hex, list, number, text};
use crate::tables::Read;

const SECTION: &str = "__attribute__((section(\".vectors\")))";

/// Every table.
pub(crate) fn all(read: Read<'_>) -> String {
    let mut tables = Tables::default();
    let files = ["rfc9381/edwards25519_ell2.json", "rfc9381/edwards25519_tai.json", "vrf/proofs.json"];
    let mut rows = String::new();
    for file in files {
        for case in list(&read(file)) {
            let suite = if text(&case["suite"]).ends_with("TAI") { "FERNET_SUITE_TAI" } else { "FERNET_SUITE_ELL2" };
            let fields = ["sk", "pk", "alpha", "ad", "pi", "beta"].map(|field| tables.optional(&case[field]));
            let error = case["error"].as_str().map_or("NULL".to_owned(), |name| format!("\"{name}\""));
            writeln!(rows, "    {{{suite}, {}, {error}}},", fields.join(", ")).expect("a string takes all");
        }
    }
    tables.table("proof_case PROOFS", &rows);

    rows.clear();
    for case in list(&read("ticket/ticket.json")) {
        let (input, output) = (&case["input"], &case["output"]);
        let [beta, seed, key] = ["beta", "prover_seed", "key"].map(|field| tables.optional(&input[field]));
        let [a, b, c, d] = ["sequencer", "per_node", "per_block", "public"]
            .map(|field| tables.bytes(&number(&output[field]).to_be_bytes()));
        writeln!(rows, "    {{{beta}, {seed}, {key}, {}u, {a}, {{{b}, {c}, {d}}}}},", number(&input["node"]))
            .expect("a string takes all");
    }
    tables.table("ticket_case TICKETS", &rows);

    rows.clear();
    for case in list(&read("score/score.json")) {
        let ticket = tables.bytes(&number(&case["input"]["ticket"]).to_be_bytes());
        let score = tables.bytes(&decimal_be(text(&case["output"]["score"])));
        writeln!(rows, "    {{{ticket}, {}, {score}}},", number(&case["input"]["fee"])).expect("a string takes all");
    }
    tables.table("score_case SCORES", &rows);
    tables.finish()
}

/// Tables of C, whose byte strings lie in one array.
#[derive(Default)]
struct Tables {
    data: Vec<u8>,
    tables: String,
}

impl Tables {
    fn bytes(&mut self, bytes: &[u8]) -> String {
        let start = self.data.len();
        self.data.extend(bytes);
        format!("{{data + {start}, {}}}", bytes.len())
    }

    fn optional(&mut self, value: &Value) -> String {
        if value.is_null() { "{NULL, 0}".to_owned() } else { self.bytes(&hex(value)) }
    }

    fn table(&mut self, name: &str, rows: &str) {
        writeln!(self.tables, "static const struct {name}[] {SECTION} = {{\n{rows}}};\n").expect("a string takes all");
    }

    fn finish(self) -> String {
        let mut text = format!("static const uint8_t data[] {SECTION} = {{");
        for byte in self.data {
            write!(text, "{byte},").expect("a string takes all");
        }
        text + "};\n\n" + &self.tables
    }
}
