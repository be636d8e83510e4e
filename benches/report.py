#!/usr/bin/env python3
"""Runs the benches on every backend and writes the tables and the plot of benches/README.md.

    python3 benches/report.py [TABLES [RATIOS]]

On each backend the criterion benches run in TABLES processes (2 if not given), and `ratios`, which takes all contenders in turn, in RATIOS
(20). Of each the lowest median counts: the same binary runs up to a third slower in some processes, by where the system puts its stack.
Takes about twenty minutes. With 0 for TABLES the times of the last run are kept.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "target" / "report"
README = ROOT / "benches" / "README.md"
PLOT = ROOT / "benches" / "vrf.svg"
BACKENDS = {
    "default": "",
    "native": "-C target-cpu=native",
    "serial": '--cfg curve25519_dalek_backend="serial"',
}
QUICK = ["--warm-up-time", "0.3", "--measurement-time", "1", "--sample-size", "30", "--noplot"]
Times = dict[str, float]

# Row, numerator, denominator, the most that is aimed at on each backend.
RATIOS = [
    ("prove, to vrf-rfc9381", "prove", "prove, vrf-rfc9381", (0.69, 0.63, 0.79)),
    ("the floor of prove, to vrf-rfc9381", "prove, floor", "prove, vrf-rfc9381", (None,) * 3),
    ("verify, to vrf-rfc9381", "verify", "verify, vrf-rfc9381", (0.62, 0.52, 0.55)),
    ("prove, to the floor", "prove", "prove, floor", (1.02,) * 3),
    ("verify, to the floor", "verify", "verify, floor", (1.10,) * 3),
    ("evaluate, to prove", "evaluate", "prove", (0.45,) * 3),
    ("a further proof, to prove", "further proof", "prove", (0.62,) * 3),
    ("batch of 4, to one by one", "batch of 4", "4 one by one", (1.0,) * 3),
    ("batch of 1024, to schnorrkel's", "batch of 1024", "batch of 1024, schnorrkel", (0.76, 0.58, None)),
]


def environment(backend: str) -> dict[str, str]:
    return os.environ | {"RUSTFLAGS": BACKENDS[backend], "CARGO_TARGET_DIR": str(HOME / f"target-{backend}")}


def cargo_bench(bench: str, environment: dict[str, str], *arguments: str) -> str:
    command = ["cargo", "bench", "--quiet", "-p", "benches", "--bench", bench, "--", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def measure(backend: str, process: int) -> None:
    """Runs the criterion benches."""
    for bench in ("vrf", "protocol"):
        cargo_bench(bench, environment(backend) | {"CRITERION_HOME": str(HOME / f"{backend}-{process}")}, *QUICK)


def read(home: Path) -> Times:
    """Medians in microseconds, of one element where a bench has several."""
    times = {}
    for path in home.glob("**/new/benchmark.json"):
        described = json.loads(path.read_text())
        nanoseconds = json.loads((path.parent / "estimates.json").read_text())["median"]["point_estimate"]
        elements = (described["throughput"] or {}).get("Elements", 1)
        times[described["full_id"]] = nanoseconds / elements / 1000
    return times


def lowest(runs: list[Times]) -> Times:
    return {name: min(run[name] for run in runs) for name in runs[0]}


def row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def tables(times: dict[str, Times], turns: dict[str, Times]) -> str:
    lines = ["Microseconds, for each element where a bench has several.", "", row("bench", *BACKENDS), row(*["---"] * 4)]
    for name in sorted(times["default"], key=lambda name: (name.split("/")[0], times["default"][name])):
        lines.append(row(name.replace("/", ": ", 1), *(f"{times[backend][name]:.3g}" for backend in BACKENDS)))
    lines += ["", "Ratios of implementations that took turns (`ratios`), with the target in parentheses.", "", row("ratio", *BACKENDS), row(*["---"] * 4)]
    for name, ours, theirs, aims in RATIOS:
        cells = []
        for backend, aim in zip(BACKENDS, aims):
            value = turns[backend][ours] / turns[backend][theirs]
            cells.append(f"{value:.2f}" + (f" ({aim:.2f})" if aim else ""))
        lines.append(row(name, *cells))
    return "\n".join(lines)


def plot(times: dict[str, Times]) -> str:
    """Bars of proving and verifying, ours, the peers and the floor."""
    groups = [(kind, [n for n in sorted(times["default"]) if n.startswith(f"{kind}/")]) for kind in ("prove", "verify")]
    colours = dict(zip(BACKENDS, ("#2b6cb0", "#68a357", "#b0b0b0")))
    most = max(times[backend][name] for backend in BACKENDS for _, names in groups for name in names)
    parts, y = [], 24
    for kind, names in groups:
        parts.append(f'<text x="8" y="{y}" font-weight="bold">{kind}, µs</text>')
        y += 10
        for name in names:
            parts.append(f'<text x="250" y="{y + 22}" text-anchor="end">{name.split("/", 1)[1]}</text>')
            for backend, colour in colours.items():
                width = 440 * times[backend][name] / most
                parts.append(f'<rect x="258" y="{y}" width="{width:.1f}" height="10" fill="{colour}"/>')
                parts.append(f'<text x="{262 + width:.1f}" y="{y + 9}" font-size="9">{times[backend][name]:.1f}</text>')
                y += 11
            y += 7
        y += 24
    for i, (backend, colour) in enumerate(colours.items()):
        parts.append(f'<rect x="{258 + 90 * i}" y="{y - 10}" width="10" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{272 + 90 * i}" y="{y}">{backend}</text>')
    body = "\n".join(parts)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{y + 12}" font-family="sans-serif" font-size="12">'
    return f'{head}\n<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'


def machine() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()).group(1)
    compiler = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return f"{model}, {os.cpu_count()} cores, {compiler}."


def main() -> None:
    processes, turns = (*map(int, sys.argv[1:]), *(2, 20)[len(sys.argv) - 1 :])
    for backend in BACKENDS:
        for process in range(processes):
            measure(backend, process)
    times = {backend: lowest([read(home) for home in HOME.glob(f"{backend}-*")]) for backend in BACKENDS}
    in_turn = {
        backend: lowest([json.loads(cargo_bench("ratios", environment(backend))) for _ in range(turns)])
        for backend in BACKENDS
    }
    head, rest = README.read_text().split("<!-- report -->\n", 1)
    _, tail = rest.split("<!-- end of report -->", 1)
    report = f"{machine()} Lowest medians.\n\n{tables(times, in_turn)}\n"
    README.write_text(f"{head}<!-- report -->\n{report}<!-- end of report -->{tail}")
    PLOT.write_text(plot(times))


if __name__ == "__main__":
    main()
