//! Functions of C, called from Rust as from another program.

use std::hint::black_box;
use std::mem::MaybeUninit;

use fernet_ffi::ptr::{In, InArray, InOut, Out, OutArray};
use fernet_ffi::status::fernet_status;

/// An object for C to fill in.
pub(crate) fn blank<T>() -> T {
    // SAFETY: the types of C are integers and bytes.
    unsafe { MaybeUninit::zeroed().assume_init() }
}

/// What C reads.
pub(crate) fn input<T>(object: &T) -> In<T> {
    In::new(object)
}

/// What C reads: an array.
pub(crate) fn array<T>(objects: &[T]) -> InArray<T> {
    InArray::new(objects.as_ptr())
}

/// What C writes.
pub(crate) fn output<T>(object: &mut T) -> Out<T> {
    Out::new(object)
}

/// What C writes: an array.
pub(crate) fn outputs<T>(objects: &mut [T]) -> OutArray<T> {
    OutArray::new(objects.as_mut_ptr())
}

/// What C reads and writes.
pub(crate) fn in_out<T>(object: &mut T) -> InOut<T> {
    InOut::new(object)
}

pub(crate) fn done(status: fernet_status) {
    assert_eq!(status, fernet_status::Ok);
}

/// Drops a result, whatever it is.
pub(crate) fn void<T>(result: T) {
    black_box(result);
}

/// Calls a function of C through a pointer, and expects that it succeeds.
macro_rules! c {
    ($function:path, $($argument:expr),+) => {{
        let function: c!(@type $($argument),+) = $function;
        let function = std::hint::black_box(function);
        // SAFETY: the pointers are of references, of slices passed with their lengths, or NULL where that is allowed.
        $crate::call::done(unsafe { function($($argument),+) });
    }};
    (@type $a:expr) => { unsafe extern "C" fn(_) -> _ };
    (@type $a:expr, $b:expr) => { unsafe extern "C" fn(_, _) -> _ };
    (@type $a:expr, $b:expr, $c:expr) => { unsafe extern "C" fn(_, _, _) -> _ };
    (@type $a:expr, $b:expr, $c:expr, $d:expr) => { unsafe extern "C" fn(_, _, _, _) -> _ };
    (@type $a:expr, $b:expr, $c:expr, $d:expr, $e:expr) => { unsafe extern "C" fn(_, _, _, _, _) -> _ };
    (@type $a:expr, $b:expr, $c:expr, $d:expr, $e:expr, $f:expr) => { unsafe extern "C" fn(_, _, _, _, _, _) -> _ };
    (@type $a:expr, $b:expr, $c:expr, $d:expr, $e:expr, $f:expr, $g:expr) => { unsafe extern "C" fn(_, _, _, _, _, _, _) -> _ };
    (@type $a:expr, $b:expr, $c:expr, $d:expr, $e:expr, $f:expr, $g:expr, $h:expr) => {
        unsafe extern "C" fn(_, _, _, _, _, _, _, _) -> _
    };
}

pub(crate) use c;
