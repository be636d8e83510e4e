//! Peers of `fernet-vrf` on other curve libraries, installed from the package registries: the same proofs both ways, and what
//! each does with the invalid ones. `benches/PEERS.md` has the result.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use fernet_vrf::{Proof, PublicKey, SecretKey, Suite};
use serde_json::{Value, json};

/// Keys and inputs of each suite.
const COUNT: u64 = 256;

const SORTES: &str = "aimarket-oracle-sortes==0.1.2";
const NOBLE: [&str; 2] = ["@noble/curves@2.4.0", "@noble/hashes@2.4.0"];

const HEAD: &str = "# Peers

This page compares `fernet-vrf` with implementations that do not use `curve25519-dalek`. `cargo xtask peers` installs these versions
below `target/peers` and compares them; `--update` writes this page again.

| peer | curve code | suites |
|---|---|---|
| `aimarket-oracle-sortes` 0.1.2, from PyPI | its own, Python | TAI |
| `@noble/curves` 2.4.0, from npm | noble, JavaScript: field, curve, decoding, Elligator 2; [80 lines](../xtask/peers/peer_noble.mjs) add the steps of RFC 9381 | both |
| [`reference/`](../reference/README.md) | its own, Python | both |

`vrf-rfc9381` and `akd_core`, which use the same curve library as `fernet-vrf`, are compared in [STRICTNESS.md](STRICTNESS.md) and in
the tests of the crate. Other packages with similar names compute different functions: `ark-vrf` 0.6 (arkworks) and `dot-ring` 0.1 have suites of their own on this
curve, `vrf-r255` works in ristretto255, `@roamin/ecvrf` and `python-ecvrf-4o` in secp256k1.
";

struct Peer {
    name: &'static str,
    suites: &'static [Suite],
    /// Program, script and working directory.
    program: PathBuf,
    script: &'static str,
    folder: PathBuf,
}

/// Compares, and checks or writes the page.
pub(crate) fn run(update: bool) -> Result<()> {
    let peers = install()?;
    let mut text = differential(&peers)?;
    text += &strictness(&peers)?;

    let path = root().join("benches/PEERS.md");
    if update {
        let date = output(Command::new("date").args(["-u", "+%F"]))?;
        fs::write(&path, format!("{HEAD}\nResult of {}:\n\n{text}", date.trim()))?;
    } else {
        let committed = fs::read_to_string(&path).context("reading benches/PEERS.md")?;
        let (head, result) = committed.split_once("\nResult of ").context("benches/PEERS.md has no result")?;
        let current = head == HEAD && result.split_once(":\n\n").is_some_and(|(_, result)| result == text);
        ensure!(current, "benches/PEERS.md is not what the peers do: run cargo xtask peers --update");
    }
    print!("{text}");
    Ok(())
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Installs the packages, each below `target/peers`.
fn install() -> Result<Vec<Peer>> {
    let folder = root().join("target/peers");
    let (venv, node) = (folder.join("venv"), folder.join("node"));
    fs::create_dir_all(&node)?;
    output(Command::new("python3").arg("-m").arg("venv").arg(&venv))?;
    output(Command::new(venv.join("bin/pip")).args(["install", "--quiet", "--no-deps", SORTES]))?;
    fs::write(node.join("package.json"), "{}")?;
    output(Command::new("npm").args(["install", "--silent", "--no-save"]).args(NOBLE).current_dir(&node))?;

    let (both, tai): (&[Suite], &[Suite]) = (&[Suite::Ell2, Suite::Tai], &[Suite::Tai]);
    let python = venv.join("bin/python");
    Ok(vec![
        Peer { name: "sortes", suites: tai, program: python.clone(), script: "peer_sortes.py", folder: folder.clone() },
        Peer { name: "noble", suites: both, program: "node".into(), script: "peer_noble.mjs", folder: node },
        Peer { name: "reference", suites: both, program: python, script: "peer_reference.py", folder },
    ])
}

/// Standard output of a program that must succeed.
fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("{command:?}"))?;
    ensure!(output.status.success(), "{command:?}: {}", output.status);
    Ok(String::from_utf8(output.stdout)?)
}

impl Peer {
    /// One reply for each request.
    fn ask(&self, requests: &[Value]) -> Result<Vec<Value>> {
        let path = root().join("target/peers/requests.json");
        fs::write(&path, serde_json::to_string(requests)?)?;
        let mut command = Command::new(&self.program);
        command.arg(root().join("xtask/peers").canonicalize()?.join(self.script));
        let text = output(command.current_dir(&self.folder).stdin(File::open(&path)?))?;
        let replies: Vec<Value> = serde_json::from_str(&text).with_context(|| format!("replies of {}", self.name))?;
        ensure!(replies.len() == requests.len(), "{} replies of {}", replies.len(), self.name);
        Ok(replies)
    }
}

const fn short(suite: Suite) -> &'static str {
    match suite {
        Suite::Ell2 => "ELL2",
        Suite::Tai => "TAI",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn unhex(value: &Value) -> Result<Vec<u8>> {
    let digits = value.as_str().context("hex")?;
    let byte = |i| Ok(u8::from_str_radix(digits.get(i..i + 2).context("an even number of digits")?, 16)?);
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// The reply of `fernet-vrf` to a request without a secret key: the output if it accepts.
fn answer(suite: Suite, request: &Value) -> Result<Value> {
    let output = Proof::try_from(unhex(&request["pi"])?.as_slice()).ok().map(|proof| {
        let Some(key) = request.get("pk") else { return Ok(Some(proof.to_hash(suite))) };
        let (key, alpha) = (unhex(key)?, unhex(&request["alpha"])?);
        let verified =
            PublicKey::try_from(key.as_slice()).ok().and_then(|key| key.verify(suite, &alpha, None, &proof).ok());
        Ok::<_, anyhow::Error>(verified.map(|output| *output.beta()))
    });
    Ok(json!({ "beta": output.transpose()?.flatten().map(|beta| hex(beta.as_bytes())) }))
}

/// A key and an input, any up to 300 bytes: spread as outputs of the function are, and the same in every run.
fn sample(i: u64) -> Result<([u8; 32], Vec<u8>)> {
    let source = SecretKey::from_seed(&[0x70; 32]);
    let random = source.evaluate(Suite::Ell2, &i.to_le_bytes())?.output().beta().to_bytes();
    let (seed, rest) = random.split_first_chunk().context("64 bytes")?;
    let len = usize::try_from(i * 37 % 301)?;
    Ok((*seed, rest.iter().copied().cycle().take(len).collect()))
}

/// Each peer makes the bytes that we make, from the secret key, and each of the two accepts the other's.
fn differential(peers: &[Peer]) -> Result<String> {
    let mut text =
        "| peer | suite | keys and inputs | proofs equal to the byte | theirs accepted here | ours accepted there |
|---|---|---|---|---|---|
"
        .to_owned();
    for peer in peers {
        for suite in peer.suites {
            let (mut proving, mut verifying, mut ours) = (Vec::new(), Vec::new(), Vec::new());
            for i in 0..COUNT {
                let (seed, alpha) = sample(i)?;
                let secret_key = SecretKey::from_seed(&seed);
                let evaluation = secret_key.evaluate(*suite, &alpha)?;
                let [key, pi, beta, alpha] = [
                    secret_key.public_key().to_bytes().as_bytes().as_slice(),
                    &evaluation.prove(None).to_bytes(),
                    evaluation.output().beta().as_bytes(),
                    &alpha,
                ]
                .map(hex);
                proving.push(json!({ "suite": short(*suite), "sk": hex(&seed), "alpha": alpha }));
                verifying.push(json!({ "suite": short(*suite), "pk": key, "alpha": alpha, "pi": pi }));
                ours.push(json!({ "pk": key, "pi": pi, "beta": beta }));
            }
            let theirs = peer.ask(&proving)?;
            let (mut equal, mut here, mut there) = (0, 0, 0);
            for (((ours, theirs), request), verified) in
                ours.iter().zip(&theirs).zip(&proving).zip(peer.ask(&verifying)?)
            {
                let made = json!({ "pk": theirs["pk"], "alpha": request["alpha"], "pi": theirs["pi"] });
                let accepted = answer(*suite, &made)?;
                equal += u64::from(ours == theirs);
                here += u64::from(accepted["beta"] == theirs["beta"] && accepted["beta"] == ours["beta"]);
                there += u64::from(verified["beta"] == ours["beta"]);
            }
            ensure!([equal, here, there] == [COUNT; 3], "{} differs in {}", peer.name, short(*suite));
            writeln!(text, "| {} | {} | {COUNT} | {equal} | {here} | {there} |", peer.name, short(*suite))?;
        }
    }
    Ok(text)
}

/// Requests by flags and suite: the plain cases of `vectors/vrf`, and those of `craft.py`.
fn cases() -> Result<BTreeMap<(String, &'static str), Vec<Value>>> {
    let cases: Vec<Value> = serde_json::from_str(&fs::read_to_string(root().join("vectors/vrf/proofs.json"))?)?;
    let mut requests: BTreeMap<(String, &'static str), Vec<Value>> = BTreeMap::new();
    for case in cases.iter().filter(|case| case["ad"].is_null()) {
        let flags = case["flags"].as_array().context("flags")?.iter().filter_map(Value::as_str);
        let kind: Vec<&str> = flags.filter(|flag| !["golden", "plain", "boundary"].contains(flag)).collect();
        let suite = if case["suite"].as_str().context("a suite")?.ends_with("TAI") { Suite::Tai } else { Suite::Ell2 };
        let request = json!({ "suite": short(suite), "pk": case["pk"], "alpha": case["alpha"], "pi": case["pi"] });
        requests.entry((kind.join(", "), short(suite))).or_default().push(request);
        // A proof whose bytes are refused would seldom verify either, so that only its decoding shows who refuses them.
        if case["error"].as_str().is_some_and(|error| error.starts_with("ProofError::")) {
            for suite in [Suite::Ell2, Suite::Tai] {
                let request = json!({ "suite": short(suite), "pi": case["pi"] });
                requests
                    .entry((format!("{} (decoded alone)", kind.join(", ")), short(suite)))
                    .or_default()
                    .push(request);
            }
        }
    }
    let python = root().join("target/peers/venv/bin/python");
    let crafted: Vec<Value> =
        serde_json::from_str(&output(Command::new(python).arg(root().join("xtask/peers/craft.py")))?)?;
    for case in crafted {
        let suite = if case["suite"] == "TAI" { Suite::Tai } else { Suite::Ell2 };
        let kind = format!("crafted, {}", case["kind"].as_str().context("a kind")?);
        requests.entry((kind, short(suite))).or_default().push(case);
    }
    Ok(requests)
}

/// How many of the cases each accepts.
fn strictness(peers: &[Peer]) -> Result<String> {
    let names: Vec<&str> = peers.iter().map(|peer| peer.name).collect();
    let mut text = format!(
        "\nHow many proofs of [`vectors/vrf/proofs.json`](../vectors/vrf/README.md) each implementation accepts, by the flags of the case, as in
[STRICTNESS.md](STRICTNESS.md). `decoded alone` is `ECVRF_proof_to_hash`, which needs no key and no input. Proofs for a key of small
order are [crafted](../xtask/peers/craft.py); they verify in an implementation that does not check the key:

| flags of the case | suite | cases | fernet-vrf | {} |\n|---|---|---|---{}|\n",
        names.join(" | "),
        "|---".repeat(names.len())
    );
    for ((kind, suite_name), requests) in cases()? {
        let suite = if suite_name == "TAI" { Suite::Tai } else { Suite::Ell2 };
        let accepted = |replies: &[Value]| replies.iter().filter(|reply| !reply["beta"].is_null()).count();
        let ours: Result<Vec<Value>> = requests.iter().map(|request| answer(suite, request)).collect();
        write!(text, "| {kind} | {suite_name} | {} | {}", requests.len(), accepted(&ours?))?;
        for peer in peers {
            let has = peer.suites.contains(&suite);
            let cell = if has { accepted(&peer.ask(&requests)?).to_string() } else { "-".to_owned() };
            write!(text, " | {cell}")?;
        }
        text += " |\n";
    }
    Ok(text)
}
