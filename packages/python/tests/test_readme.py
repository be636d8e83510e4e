"""The examples of README.md, one after another."""

import re

from .cases import ROOT

README = ROOT / "packages/python/README.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", README.read_text(), re.MULTILINE | re.DOTALL)


def test_examples(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert len(EXAMPLES) >= 9
    names = {}
    for example in EXAMPLES:
        exec(compile(example, str(README), "exec"), names)


def test_the_readme_of_the_repository():
    [example] = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})


def test_ten_lines_verify_a_proof():
    assert len(EXAMPLES[0].strip().splitlines()) <= 10
