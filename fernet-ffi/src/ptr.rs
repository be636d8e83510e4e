//! Access to the memory behind pointers of C: all `unsafe` code of the ABI, except for the allocator in `c_library.rs`.
//!
//! An exported function takes its pointers as [`In`], [`Out`], [`InOut`], [`InArray`], [`OutArray`] and [`InOutArray`], each of
//! which is a plain pointer in the ABI. Such a function is `unsafe`, because its caller has to keep rules 2 and 3 at the head of
//! `fernet.h`: each pointer is NULL or points to an object, or to as many elements as the length that is passed with it; the
//! memory is initialised where it is read and writable where it is written; and no other thread writes it during the call.
//! Every `unsafe` block here relies on this promise of the caller. The functions themselves detect NULL, misalignment,
//! impossible lengths, overlap, and opaque objects of another type.
//!
//! Before a function runs, `Output::set` checks that the memory it writes overlaps no other argument. Therefore an input may be
//! borrowed in place while an output is written, and a call that is refused for an overlap has written nothing.
//!
//! A call outside of `unsafe` does not compile:
//!
//! ```compile_fail,E0133
//! use fernet_ffi::{bytes::{fernet_score, fernet_ticket}, ptr::{In, Out}, score::fernet_score_new};
//!
//! let (ticket, mut score) = (fernet_ticket { bytes: [0; 16] }, fernet_score { bytes: [0; 32] });
//! let _ = fernet_score_new(Out::new(&raw mut score), In::new(&raw const ticket), 0);
//! ```
//!
//! ```
//! use fernet_ffi::{bytes::{fernet_score, fernet_ticket}, ptr::{In, Out}, score::fernet_score_new};
//!
//! let (ticket, mut score) = (fernet_ticket { bytes: [0; 16] }, fernet_score { bytes: [0; 32] });
//! // SAFETY: both pointers are to local variables, which outlive the call and are not borrowed.
//! let _ = unsafe { fernet_score_new(Out::new(&raw mut score), In::new(&raw const ticket), 0) };
//! ```

use core::mem::{MaybeUninit, align_of, size_of};
use core::ptr;
use core::slice;

use crate::bytes::{fernet_data_digest, fernet_secret};
use crate::status::fernet_status;

mod output;
mod types;

#[cfg(feature = "hosted")]
pub(crate) use output::check_apart;
pub(crate) use output::{Array, Output, Sealed, Span};

/// A C type without padding for which every bit pattern is valid: an integer, a pointer, or an array or struct of these.
///
/// # Safety
/// No field has an invalid bit pattern, and every byte belongs to a field.
pub unsafe trait Plain: Copy {}

/// A C type whose private bytes hold a tag and a Rust value.
///
/// # Safety
/// The type is a `repr(C)` struct of bytes, at least 8 more than `Native` has. `Native` owns no memory or other resource, and
/// borrows nothing, so that a copy of its bytes is a valid value.
pub unsafe trait Opaque {
    /// The Rust type of the value inside.
    type Native: 'static;
    /// The first 8 bytes of every initialised object of this type, and of no other.
    const TAG: u64;
}

/// Pointer to an object that is read.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct In<T>(*const T);

/// Pointer to an object that is written; it is zero after a failure.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Out<T>(*mut T);

/// Pointer to an object that is read and written; it is unchanged after a failure.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct InOut<T>(*mut T);

/// Pointer to an array that is read. Its length is the next argument; it may be NULL if the length is 0.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct InArray<T>(*const T);

/// Pointer to an array that is written. Its length is the next argument; it may be NULL if the length is 0.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct OutArray<T>(*mut T);

/// Pointer to an array that is read and written. Its length is the next argument; it may be NULL if the length is 0. It is
/// not `Copy`, so that its elements are mutably borrowed once at a time.
#[repr(transparent)]
pub struct InOutArray<T>(*mut T);

/// Constructors for callers in Rust, such as tests and benchmarks. They are safe; the call of the exported function is not.
macro_rules! constructors {
    ($($name:ident from $pointer:ty;)+) => {
        $(impl<T> $name<T> {
            /// Wraps a pointer, as C passes it.
            #[must_use]
            pub const fn new(pointer: $pointer) -> Self {
                Self(pointer)
            }
        })+
    };
}

constructors! {
    In from *const T;
    Out from *mut T;
    InOut from *mut T;
    InArray from *const T;
    OutArray from *mut T;
    InOutArray from *mut T;
}

/// Implements `span` for a pointer to an object.
macro_rules! spans {
    ($($name:ident)+) => {
        $(impl<T> $name<T> {
            /// The memory range of the object.
            pub(crate) fn span(&self) -> Span {
                Span::of(self.0, 1)
            }
        })+
    };
}

spans! { In InOut }

/// Implements `span` for a pointer to an array.
macro_rules! array_spans {
    ($($name:ident)+) => {
        $(impl<T> $name<T> {
            /// The memory range of `len` elements.
            pub(crate) fn span(&self, len: usize) -> Span {
                Span::of(self.0, len)
            }
        })+
    };
}

array_spans! { InArray InOutArray }

impl<T: Plain> In<T> {
    /// Reads the object.
    pub(crate) fn get(self) -> Result<T, fernet_status> {
        read(self.0)
    }

    /// Reads the object, or `None` for NULL, which the function must allow.
    pub(crate) fn get_optional(self) -> Result<Option<T>, fernet_status> {
        if self.0.is_null() { Ok(None) } else { read(self.0).map(Some) }
    }
}

impl In<fernet_secret> {
    /// Borrows the object in place, so that the secret is not copied.
    pub(crate) fn borrow(&self) -> Result<&fernet_secret, fernet_status> {
        const { assert!(align_of::<fernet_secret>() == 1) };
        check_object(self.0)?;
        // SAFETY: the pointer is not NULL, and the type has an alignment of 1. The caller promises an initialised object that no
        // thread writes. It overlaps no output, since its span is passed to `Output::set`.
        Ok(unsafe { &*self.0 })
    }
}

impl<T: Opaque> In<T> {
    /// Reads the value inside.
    pub(crate) fn load(self) -> Result<T::Native, fernet_status> {
        load(self.0)
    }

    /// Reads the value inside, or `None` for NULL, which the function must allow.
    pub(crate) fn load_optional(self) -> Result<Option<T::Native>, fernet_status> {
        if self.0.is_null() { Ok(None) } else { load(self.0).map(Some) }
    }
}

impl<T: Plain> InOut<T> {
    /// Reads the object.
    pub(crate) fn get(self) -> Result<T, fernet_status> {
        read(self.0)
    }
}

impl<T: Opaque> InOut<T> {
    /// Runs `change` on a copy of the value inside, and writes the copy back if `change` succeeds. All inputs must be read before
    /// `change` returns.
    pub(crate) fn update<R>(
        self,
        change: impl FnOnce(&mut T::Native) -> Result<R, fernet_status>,
    ) -> Result<R, fernet_status> {
        let mut value = load(self.0)?;
        let result = change(&mut value)?;
        store(self.0, &value);
        Ok(result)
    }

    /// Gives the value inside to `end`, and zeroes the object if `end` succeeds. All inputs must be read before `end` returns.
    pub(crate) fn take<R>(self, end: impl FnOnce(T::Native) -> Result<R, fernet_status>) -> Result<R, fernet_status> {
        let result = end(load(self.0)?)?;
        zero(self.0, 1);
        Ok(result)
    }
}

impl<T: Plain> InArray<T> {
    /// Borrows the `len` elements.
    pub(crate) fn get(&self, len: usize) -> Result<&[T], fernet_status> {
        check_array(self.0, len)?;
        if len == 0 {
            return Ok(&[]);
        }
        // SAFETY: `check_array` has found the pointer not NULL and aligned, and the size at most `isize::MAX`. `len` is the length that
        // was passed with the pointer, or a count that the caller promises to be initialised (`first`). No thread writes the
        // elements. They overlap no output, since their span is passed to `Output::set`.
        Ok(unsafe { slice::from_raw_parts(self.0, len) })
    }
}

impl InArray<fernet_data_digest> {
    /// The same array as digests of the core, which have the same layout.
    pub(crate) fn native(self) -> InArray<fernet_core::DataDigest> {
        InArray(self.0.cast())
    }
}

impl<T: Opaque> InArray<T> {
    /// Reads the value inside the element at `index`; `Length` unless it is below `len`.
    pub(crate) fn load(self, len: usize, index: usize) -> Result<T::Native, fernet_status> {
        check_array(self.0, len)?;
        if index >= len {
            return Err(fernet_status::Length);
        }
        load(self.0.wrapping_add(index))
    }
}

impl<T: Plain> InArray<T> {
    /// Borrows the first `count` elements of an array of `capacity`; the others need not be initialised.
    pub(crate) fn first(&self, count: usize, capacity: usize) -> Result<&[T], fernet_status> {
        check_count(self.0, count, capacity)?;
        self.get(count)
    }
}

impl<T> OutArray<T> {
    /// Joins the pointer with its length.
    pub(crate) fn of(self, len: usize) -> Array<T> {
        Array { start: self.0, len }
    }
}

impl<T: Plain> Array<T> {
    /// Zeroes the elements and lets `fill` write them.
    pub(crate) fn fill<R>(self, fill: impl FnOnce(&mut [T]) -> R) -> Result<R, fernet_status> {
        self.check()?;
        if self.len == 0 {
            return Ok(fill(&mut []));
        }
        self.zero();
        // SAFETY: `check` has found the pointer not NULL and aligned, and the size at most `isize::MAX`. The caller promises `len` writable
        // elements that no other thread uses; `zero` has initialised them. They overlap no other argument (`Output::set`), so this
        // borrow is the only access while `fill` runs.
        Ok(fill(unsafe { slice::from_raw_parts_mut(self.start, self.len) }))
    }
}

impl<T: Opaque> Array<T> {
    /// Stores one value in each element, from the first on; elements without a value are zero.
    pub(crate) fn store(self, values: impl IntoIterator<Item = Option<T::Native>>) -> Result<(), fernet_status> {
        self.check()?;
        self.zero();
        for (index, value) in (0..self.len).zip(values) {
            if let Some(value) = value {
                store(self.start.wrapping_add(index), &value);
            }
        }
        Ok(())
    }
}

impl<T: Plain> InOutArray<T> {
    /// Borrows the first `count` elements of an array of `capacity`; the others need not be initialised.
    pub(crate) fn first(&mut self, count: usize, capacity: usize) -> Result<&mut [T], fernet_status> {
        check_count(self.0, count, capacity)?;
        if count == 0 {
            return Ok(&mut []);
        }
        // SAFETY: `check_count` has found the pointer not NULL and aligned, the size of `capacity` elements at most `isize::MAX`, and
        // `count` at most `capacity`. The caller promises an array of `capacity` elements that no other thread uses, of which the
        // first `count` are initialised. They overlap no other argument (`Output::set`), and `self`, which is borrowed mutably, is
        // the only pointer to them.
        Ok(unsafe { slice::from_raw_parts_mut(self.0, count) })
    }

    /// Writes an element after the first `count`, and borrows them all; `Length` if the array is full.
    pub(crate) fn push(&mut self, count: usize, capacity: usize, value: T) -> Result<&mut [T], fernet_status> {
        let all = count.saturating_add(1);
        check_count(self.0, all, capacity)?;
        write(self.0.wrapping_add(count), value);
        self.first(all, capacity)
    }
}

fn check_object<T>(object: *const T) -> Result<(), fernet_status> {
    if object.is_null() { Err(fernet_status::Null) } else { Ok(()) }
}

/// The size of `len` elements in bytes; `None` above `isize::MAX`, which is more than an array can have.
fn bytes_of<T>(len: usize) -> Option<usize> {
    len.checked_mul(size_of::<T>()).filter(|bytes| isize::try_from(*bytes).is_ok())
}

fn check_array<T>(start: *const T, len: usize) -> Result<(), fernet_status> {
    if bytes_of::<T>(len).is_none() {
        Err(fernet_status::Length)
    } else if len == 0 {
        Ok(())
    } else if start.is_null() {
        Err(fernet_status::Null)
    } else if !start.is_aligned() {
        Err(fernet_status::Alignment)
    } else {
        Ok(())
    }
}

/// Checks an array of `capacity` elements, and that `count` is at most `capacity`.
fn check_count<T>(start: *const T, count: usize, capacity: usize) -> Result<(), fernet_status> {
    check_array(start, capacity)?;
    if count > capacity { Err(fernet_status::Length) } else { Ok(()) }
}

fn read<T: Plain>(object: *const T) -> Result<T, fernet_status> {
    check_object(object)?;
    // SAFETY: the pointer is not NULL; the caller promises an initialised object, and every bit pattern is valid (`Plain`). The read
    // needs no alignment.
    Ok(unsafe { object.read_unaligned() })
}

fn write<T>(object: *mut T, value: T) {
    // SAFETY: the callers have checked the pointer, or the array of which it is an element, not to be NULL; the caller of the
    // exported function promises that it is writable. The write needs no alignment.
    unsafe { object.write_unaligned(value) }
}

fn zero<T>(start: *mut T, len: usize) {
    if !start.is_null() {
        // SAFETY: the pointer is not NULL. It is to an object, to the end of one (`store`) or to an array whose length was checked; the
        // caller promises that all of it is writable. Bytes need no alignment.
        unsafe { start.cast::<u8>().write_bytes(0, len.saturating_mul(size_of::<T>())) }
    }
}

fn load<T: Opaque>(object: *const T) -> Result<T::Native, fernet_status> {
    check_object(object)?;
    // SAFETY: the pointer is not NULL; the caller promises an initialised object, which has at least 8 bytes (`Opaque`). The read needs
    // no alignment.
    if unsafe { object.cast::<u64>().read_unaligned() } != T::TAG {
        return Err(fernet_status::State);
    }
    let native = object.cast::<u8>().wrapping_add(size_of::<u64>()).cast::<T::Native>();
    // SAFETY: the object has room for a value after its tag (`Opaque`). Only `store` writes the tag, together with a value; rule 7 of
    // `fernet.h` forbids the caller to change the bytes. The value owns nothing (`Opaque`), so a copy of its bytes is a valid value.
    Ok(unsafe { native.read_unaligned() })
}

/// Stores a copy of a value in an object. The caller drops the value, so that a value which wipes itself on drop leaves no other
/// copy.
fn store<T: Opaque>(object: *mut T, value: &T::Native) {
    let native = object.cast::<u8>().wrapping_add(size_of::<u64>());
    let used = size_of::<u64>().saturating_add(size_of::<T::Native>());
    zero(object.cast::<u8>().wrapping_add(used), size_of::<T>().saturating_sub(used));
    let bytes = ptr::from_ref(value).cast::<MaybeUninit<u8>>();
    // SAFETY: the callers have checked that the pointer is not NULL; the object is writable and has room for the tag (`Opaque`).
    unsafe { object.cast::<u64>().write_unaligned(T::TAG) }
    // SAFETY: as before; the object also has room for a value after the tag. `value` is a local variable of this library, so the two
    // do not overlap. It owns nothing (`Opaque`), so the copy stays valid when it is dropped.
    unsafe { bytes.copy_to_nonoverlapping(native.cast(), size_of::<T::Native>()) }
}

/// Overwrites an object with zeros, in a way that the compiler does not optimise away.
pub(crate) fn wipe<T: Opaque>(object: Out<T>) -> fernet_status {
    if let Err(status) = check_object(object.0) {
        return status;
    }
    // SAFETY: the pointer is not NULL; the caller promises a writable object, which is a struct of bytes (`Opaque`). `MaybeUninit<u8>`
    // needs no initialisation.
    let bytes = unsafe { slice::from_raw_parts_mut(object.0.cast::<MaybeUninit<u8>>(), size_of::<T>()) };
    zeroize::Zeroize::zeroize(bytes);
    fernet_status::Ok
}

/// A static C string.
#[repr(transparent)]
pub struct Text(*const core::ffi::c_char);

impl From<&'static core::ffi::CStr> for Text {
    fn from(text: &'static core::ffi::CStr) -> Self {
        Self(text.as_ptr())
    }
}
