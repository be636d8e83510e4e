//! Pointers of C: all `unsafe` code of the ABI. (The allocator of the C libraries, in `c_library.rs`, has the rest.)
//!
//! An exported function takes its pointers as [`In`], [`Out`], [`InOut`], [`InArray`], [`OutArray`] and [`InOutArray`], each of
//! which is a plain pointer in the ABI. A function that takes one is `unsafe`: its caller promises what rules 2 and 3 at the head of
//! `fernet.h` ask for, namely that each pointer is NULL or points to the object, or to as many elements as the length says that is
//! passed with it, initialised where they are read, writable where they are written, and that no other thread writes them during
//! the call. Every `unsafe` block here rests on this promise of the caller. NULL, misalignment, impossible lengths, overlap, and
//! opaque objects of another type are found.
//!
//! What a function writes shares no memory with anything else that it takes, which is checked before it runs. So an
//! input may be borrowed in place while an output is written, and a refused call destroys nothing.
//!
//! A safe call does not compile:
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
//! // SAFETY: two objects that are there during the call, and nowhere else in use.
//! let _ = unsafe { fernet_score_new(Out::new(&raw mut score), In::new(&raw const ticket), 0) };
//! ```

use core::mem::{MaybeUninit, align_of, size_of};
use core::ptr;
use core::slice;

use crate::bytes::fernet_secret;
use crate::status::fernet_status;

mod output;
mod types;

#[cfg(feature = "hosted")]
pub(crate) use output::check_apart;
pub(crate) use output::{Array, Output, Sealed, Span};

/// A C type of which every bit pattern is a value, and which has no padding: integers, pointers, and arrays and structs of those.
///
/// # Safety
/// No field has an invalid bit pattern, and every byte belongs to a field.
pub unsafe trait Plain: Copy {}

/// A C type whose private bytes hold a tag and a value of Rust.
///
/// # Safety
/// The type is a `repr(C)` struct of bytes, at least 8 more than `Native` has. `Native` owns no memory or other resource, and
/// borrows nothing, so that its bytes can be copied.
pub unsafe trait Opaque {
    /// The value inside.
    type Native: 'static;
    /// Tells initialised objects of this type from all else.
    const TAG: u64;
}

/// An input.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct In<T>(*const T);

/// An output: zero after a failure.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Out<T>(*mut T);

/// An object that is read and written: unchanged after a failure.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct InOut<T>(*mut T);

/// An array of inputs; its length comes next. NULL if the length is 0.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct InArray<T>(*const T);

/// An array of outputs; its length comes next. NULL if the length is 0.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct OutArray<T>(*mut T);

/// An array that is read and written; its length comes next. NULL if the length is 0. It is borrowed, so there is one of it.
#[repr(transparent)]
pub struct InOutArray<T>(*mut T);

/// The constructors for Rust, where a test or a benchmark stands in for C. They promise nothing: the call does.
macro_rules! constructors {
    ($($name:ident from $pointer:ty;)+) => {
        $(impl<T> $name<T> {
            /// Takes a pointer as C passes it.
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

/// The memory of an input.
macro_rules! spans {
    ($($name:ident)+) => {
        $(impl<T> $name<T> {
            /// The memory of the object.
            pub(crate) fn span(&self) -> Span {
                Span::of(self.0, 1)
            }
        })+
    };
}

spans! { In InOut }

/// The memory of an array.
macro_rules! array_spans {
    ($($name:ident)+) => {
        $(impl<T> $name<T> {
            /// The memory of `len` elements.
            pub(crate) fn span(&self, len: usize) -> Span {
                Span::of(self.0, len)
            }
        })+
    };
}

array_spans! { InArray InOutArray }

impl<T: Plain> In<T> {
    /// A copy of the object.
    pub(crate) fn get(self) -> Result<T, fernet_status> {
        read(self.0)
    }
}

impl In<fernet_secret> {
    /// The object in place, so that no copy of it is made.
    pub(crate) fn borrow(&self) -> Result<&fernet_secret, fernet_status> {
        const { assert!(align_of::<fernet_secret>() == 1) };
        check_object(self.0)?;
        // SAFETY: not NULL, and bytes have no alignment; the caller promises an initialised object that no thread writes. It is
        // apart from every output (`Output::set`).
        Ok(unsafe { &*self.0 })
    }
}

impl<T: Opaque> In<T> {
    /// A copy of the value inside.
    pub(crate) fn load(self) -> Result<T::Native, fernet_status> {
        load(self.0)
    }

    /// A copy of the value inside, `None` for NULL, where that is allowed.
    pub(crate) fn load_optional(self) -> Result<Option<T::Native>, fernet_status> {
        if self.0.is_null() { Ok(None) } else { load(self.0).map(Some) }
    }
}

impl<T: Plain> InOut<T> {
    /// A copy of the object.
    pub(crate) fn get(self) -> Result<T, fernet_status> {
        read(self.0)
    }
}

impl<T: Opaque> InOut<T> {
    /// Runs `change` on a copy of the value inside, and writes it back if that succeeds. Every input is read in `change`, or before.
    pub(crate) fn update<R>(
        self,
        change: impl FnOnce(&mut T::Native) -> Result<R, fernet_status>,
    ) -> Result<R, fernet_status> {
        let mut value = load(self.0)?;
        let result = change(&mut value)?;
        store(self.0, &value);
        Ok(result)
    }
}

impl<T: Plain> InArray<T> {
    /// The `len` elements.
    pub(crate) fn get(&self, len: usize) -> Result<&[T], fernet_status> {
        check_array(self.0, len)?;
        if len == 0 {
            return Ok(&[]);
        }
        // SAFETY: not NULL, aligned, and no larger than memory can be; `len` is the length that came with the pointer, or less, so
        // the caller promises as many initialised elements, which no thread writes. They are apart from every output
        // (`Output::set`).
        Ok(unsafe { slice::from_raw_parts(self.0, len) })
    }
}

impl<T: Opaque> InArray<T> {
    /// A copy of the value inside the element at `index`, which must be below the array's length.
    pub(crate) fn load(self, len: usize, index: usize) -> Result<T::Native, fernet_status> {
        check_array(self.0, len)?;
        if index >= len {
            return Err(fernet_status::Length);
        }
        load(self.0.wrapping_add(index))
    }
}

impl<T: Plain> InArray<T> {
    /// The first `count` elements of an array with room for `capacity`; the others need not be initialised.
    pub(crate) fn first(&self, count: usize, capacity: usize) -> Result<&[T], fernet_status> {
        check_count(self.0, count, capacity)?;
        self.get(count)
    }
}

impl<T> OutArray<T> {
    /// The array of `len` elements.
    pub(crate) fn of(self, len: usize) -> Array<T> {
        Array { start: self.0, len }
    }
}

impl<T: Plain> Array<T> {
    /// Hands the elements to `fill`.
    pub(crate) fn fill<R>(self, fill: impl FnOnce(&mut [T]) -> R) -> Result<R, fernet_status> {
        self.check()?;
        if self.len == 0 {
            return Ok(fill(&mut []));
        }
        self.zero();
        // SAFETY: not NULL, aligned, and no larger than memory can be; the caller promises `len` writable elements that no
        // thread uses. They were written just now, so they are initialised. They are apart from all else that the function takes
        // (`Output::set`), and `fill` has no other access to them.
        Ok(fill(unsafe { slice::from_raw_parts_mut(self.start, self.len) }))
    }
}

impl<T: Opaque> Array<T> {
    /// Stores values, one in each element as far as there are any; the other elements are zero.
    pub(crate) fn store(self, values: impl IntoIterator<Item = T::Native>) -> Result<(), fernet_status> {
        self.check()?;
        self.zero();
        for (index, value) in (0..self.len).zip(values) {
            store(self.start.wrapping_add(index), &value);
        }
        Ok(())
    }
}

impl<T: Plain> InOutArray<T> {
    /// The first `count` elements of an array with room for `capacity`; the others need not be initialised.
    pub(crate) fn first(&mut self, count: usize, capacity: usize) -> Result<&mut [T], fernet_status> {
        check_count(self.0, count, capacity)?;
        if count == 0 {
            return Ok(&mut []);
        }
        // SAFETY: not NULL, aligned, and no larger than memory can be; the caller promises room for `capacity` elements, of
        // which `count` are initialised, that no thread uses. They are apart from all else that the function takes
        // (`Output::set`), and this borrow is the only one, for there is no copy of `self`.
        Ok(unsafe { slice::from_raw_parts_mut(self.0, count) })
    }

    /// Adds an element behind the first `count`, where there is room, and returns them all.
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

/// The bytes of `len` elements, `None` if no memory has as many.
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

/// Refuses an array that holds more elements than it has room for.
fn check_count<T>(start: *const T, count: usize, capacity: usize) -> Result<(), fernet_status> {
    check_array(start, capacity)?;
    if count > capacity { Err(fernet_status::Length) } else { Ok(()) }
}

fn read<T: Plain>(object: *const T) -> Result<T, fernet_status> {
    check_object(object)?;
    // SAFETY: not NULL; the caller promises an initialised object, and every bit pattern is a value. It may be unaligned.
    Ok(unsafe { object.read_unaligned() })
}

fn write<T>(object: *mut T, value: T) {
    // SAFETY: checked not to be NULL, or an element of an array that was; the caller promises a writable object. It may be
    // unaligned.
    unsafe { object.write_unaligned(value) }
}

fn zero<T>(start: *mut T, len: usize) {
    if !start.is_null() {
        // SAFETY: not NULL; one object, or an array whose length was checked, so the caller promises as many writable bytes.
        // Bytes have no alignment.
        unsafe { start.cast::<u8>().write_bytes(0, len.saturating_mul(size_of::<T>())) }
    }
}

fn load<T: Opaque>(object: *const T) -> Result<T::Native, fernet_status> {
    check_object(object)?;
    // SAFETY: not NULL; the caller promises an initialised object, whose first 8 bytes are the tag (`Opaque`). It may be unaligned.
    if unsafe { object.cast::<u64>().read_unaligned() } != T::TAG {
        return Err(fernet_status::State);
    }
    let native = object.cast::<u8>().wrapping_add(size_of::<u64>()).cast::<T::Native>();
    // SAFETY: the object has room for a value behind its tag (`Opaque`), and `store` has put one there, for it alone writes the
    // tag, and rule 7 of `fernet.h` forbids the caller to. The value owns nothing (`Opaque`), so a copy of its bytes is a value too.
    Ok(unsafe { native.read_unaligned() })
}

/// Stores a copy of a value. The caller drops the value, so that one which wipes itself leaves no other copy behind.
fn store<T: Opaque>(object: *mut T, value: &T::Native) {
    let native = object.cast::<u8>().wrapping_add(size_of::<u64>());
    let used = size_of::<u64>().saturating_add(size_of::<T::Native>());
    zero(object.cast::<u8>().wrapping_add(used), size_of::<T>().saturating_sub(used));
    let bytes = ptr::from_ref(value).cast::<MaybeUninit<u8>>();
    // SAFETY: checked not to be NULL; the caller promises a writable object, which has room for the tag (`Opaque`).
    unsafe { object.cast::<u64>().write_unaligned(T::TAG) }
    // SAFETY: as before, with room for a value behind the tag. `value` is a local of this library, no part of the object. It owns
    // nothing (`Opaque`), so dropping it leaves the copy a value.
    unsafe { bytes.copy_to_nonoverlapping(native.cast(), size_of::<T::Native>()) }
}

/// Overwrites an object that held a secret.
pub(crate) fn wipe<T: Opaque>(object: Out<T>) -> fernet_status {
    if let Err(status) = check_object(object.0) {
        return status;
    }
    // SAFETY: not NULL; the caller promises a writable object of bytes.
    let bytes = unsafe { slice::from_raw_parts_mut(object.0.cast::<MaybeUninit<u8>>(), size_of::<T>()) };
    zeroize::Zeroize::zeroize(bytes);
    fernet_status::Ok
}

/// A C string that lives as long as the program.
#[repr(transparent)]
pub struct Text(*const core::ffi::c_char);

impl From<&'static core::ffi::CStr> for Text {
    fn from(text: &'static core::ffi::CStr) -> Self {
        Self(text.as_ptr())
    }
}
