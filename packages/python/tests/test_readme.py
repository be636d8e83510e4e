"""The examples of README.md, one after another."""

import re
import subprocess
import sys

from .cases import ROOT

README = ROOT / "packages/python/README.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", README.read_text(), re.MULTILINE | re.DOTALL)


def test_examples(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert len(EXAMPLES) >= 9
    names = {}
    for example in EXAMPLES:
        exec(compile(example, str(README), "exec"), names)


def test_types_of_the_examples(tmp_path):
    """They are right to mypy, in strict mode, as a user of the installed package sees it."""
    file = tmp_path / "examples.py"
    file.write_text("\n".join(EXAMPLES))
    checked = subprocess.run([sys.executable, "-m", "mypy", "--strict", file], cwd=tmp_path, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_the_readme_of_the_repository():
    [example] = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})


def test_ten_lines_verify_a_proof():
    assert len(EXAMPLES[0].strip().splitlines()) <= 10
