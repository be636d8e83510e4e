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
    """The error for a status other than OK; its message is the name of the status."""


def check(status):
    """Raises FernetError for every status other than OK."""
    if status != lib.FERNET_STATUS_OK:
        raise FernetError(ffi.string(lib.fernet_status_name(status)).decode())


def _set(value, name, content):
    """Sets a field, and refuses a value of the wrong length, which cffi would fill up with zeros."""
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
    """Makes a zeroed object of a type of fernet.h, and sets some of its fields.

    A byte string has exactly the length of its field, and a number is an int in range: TypeError, ValueError, OverflowError.
    """
    value = ffi.new(f"fernet_{name} *")
    for field, content in fields.items():
        _set(value, field, content)
    return value


def to_bytes(value):
    """Returns the bytes of an object that consists of bytes only."""
    return bytes(ffi.buffer(value.bytes))


def amount(wei):
    """Converts an int to a fernet_amount. Raises OverflowError if it is negative or has more than 256 bits."""
    return new("amount", bytes=wei.to_bytes(32, "big"))


def to_int(value):
    """Converts a big-endian number (an amount, a ticket, a score) to an int."""
    return int.from_bytes(to_bytes(value), "big")


check(lib.fernet_selftest(lib.FERNET_ABI_VERSION))
