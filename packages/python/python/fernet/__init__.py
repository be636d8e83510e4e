"""The Fernet protocol: sequencer selection with a cooperative proving network, bit for bit as in Rust and C.

Keys, seeds, hashes and addresses are bytes; amounts (wei), scores, tickets and numbers are ints; shares and bids are parts per
million (ppm). SPEC.md of the repository defines every rule; docstrings cite its anchors, as "SPEC #ticket" does.

The modules `p256` (keys on P-256), `simulate` (experiments on the mechanism) and `archive` (recorded blocks as Parquet, with the
extra `archive`) are imported by their names.
This is not the Fernet token format of the package `cryptography`.
"""

from fernet import _native
from fernet.availability import *
from fernet.block import *
from fernet.election import *
from fernet.errors import *
from fernet.lottery import *
from fernet.messages import *
from fernet.opening import *
from fernet.params import *
from fernet.randao import *
from fernet.registry import *
from fernet.settlement import *
from fernet.tree import *
from fernet.vrf import *

__version__: str = _native.__version__
