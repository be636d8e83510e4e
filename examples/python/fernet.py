"""fernet.h for Python: the header as it is installed, read by cffi.

    PKG_CONFIG_PATH=/opt/fernet/lib/pkgconfig python3 examples/python/prove_and_settle.py
"""

import os
import re
import shlex
import subprocess

from cffi import FFI


def _pkg_config(variable):
    command = [os.environ.get("PKG_CONFIG", "pkg-config"), f"--variable={variable}", "fernet"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _preprocess(text, *options):
    command = [*shlex.split(os.environ.get("CC", "cc")), "-E", "-P", "-DFERNET_API=", *options, "-"]
    return subprocess.run(command, input=text, check=True, capture_output=True, text=True).stdout


def _declarations(header):
    # cffi knows the types of the three headers that fernet.h includes; what is left is C without a macro.
    text = re.sub(r"(?m)^#include <.*>$", "", header)
    numbers = re.findall(r"(?m)^#define (FERNET_\w+) (\d+)(?:ull)?$", text)
    constants = "".join(f"#define {name} {value}\n" for name, value in numbers)
    return constants + _preprocess(text)


ffi = FFI()
with open(os.path.join(_pkg_config("includedir"), "fernet.h"), encoding="ascii") as file:
    ffi.cdef(_declarations(file.read()))
lib = ffi.dlopen(os.path.join(_pkg_config("libdir"), "libfernet.so"))


class FernetError(Exception):
    """A status other than OK, by its name."""


def check(status):
    """Raises FernetError unless a function did what it was asked."""
    if status != lib.FERNET_STATUS_OK:
        raise FernetError(ffi.string(lib.fernet_status_name(status)).decode())


def _set(value, name, content):
    """Sets a field. cffi alone would fill up bytes, lists and dicts that are too short with zeros."""
    kind = dict(ffi.typeof(value).item.fields)[name].type.kind
    if kind == "array":
        if not isinstance(content, (bytes, bytearray)):
            raise TypeError(f"{name} takes bytes, not {type(content).__name__}")
        field = ffi.buffer(getattr(value, name))
        if len(content) != len(field):
            raise ValueError(f"{name} takes {len(field)} bytes, not {len(content)}")
        field[:] = content
    elif kind == "struct" and not isinstance(content, ffi.CData):
        raise TypeError(f"{name} takes an object of fernet.h, not {type(content).__name__}")
    elif kind == "primitive" and type(content) is not int:
        raise TypeError(f"{name} takes an int, not {type(content).__name__}")
    else:
        setattr(value, name, content)


def new(name, **fields):
    """A zeroed object of a type of fernet.h with some fields set.

    A byte string has exactly the length of its field, and a number is an int in range: TypeError, ValueError, OverflowError.
    """
    value = ffi.new(f"fernet_{name} *")
    for field, content in fields.items():
        _set(value, field, content)
    return value


def to_bytes(value):
    """The bytes of an object that has a wire form."""
    return bytes(ffi.buffer(value.bytes))


def amount(wei):
    """An int as a fernet_amount: OverflowError if it is negative or has more than 256 bits."""
    return new("amount", bytes=wei.to_bytes(32, "big"))


def to_int(value):
    """A big-endian number (an amount, a ticket, a score) as an int."""
    return int.from_bytes(to_bytes(value), "big")


check(lib.fernet_selftest(lib.FERNET_ABI_VERSION))
