//! Pointers of C: the one file with `unsafe` code.
//!
//! An exported function takes its pointers as [`In`], [`Out`], [`InOut`], [`InArray`], [`OutArray`] and [`InOutArray`], each of
//! which is a plain pointer in the ABI. Who makes one, in C by passing a pointer and in Rust by its `unsafe` constructor, promises
//! what the head of `fernet.h` asks for: that the pointer is NULL or points to as many elements as the length says that
//! is passed with it, initialised where they are read, writable where they are written, and that no other thread writes them
//! meanwhile. On this promise rests every `unsafe` block here; nothing else is trusted. NULL, misalignment, overlap, and opaque
//! objects of another type are found.
//!
//! Inputs are copied out before any output is written, so single objects may overlap as they like. Arrays are
//! borrowed in place; an array that is written must not overlap one that is read, which is checked.

use core::mem::{MaybeUninit, align_of, size_of};
use core::ptr;
use core::slice;

use crate::bytes::fernet_secret;
use crate::status::fernet_status;

/// A C type of which every bit pattern is a value: integers, byte arrays, and structs of those.
///
/// # Safety
/// No field has an invalid bit pattern.
pub unsafe trait Plain: Copy {}

/// A C type whose private bytes hold a tag and a value of Rust.
///
/// # Safety
/// The type is a `repr(C)` struct of bytes, as large as promised: at least 8 more than `Native`, which
/// `Layout::CHECKED` verifies. `Native` owns no memory or other resource, so that its bytes can be copied.
pub unsafe trait Opaque {
    /// The value inside.
    type Native;
    /// Tells initialised objects of this type from all else.
    const TAG: u64;
}

/// The size promise of an opaque type, checked when it is used.
struct Layout<T>(T);

impl<T: Opaque> Layout<T> {
    const CHECKED: () = {
        assert!(size_of::<u64>() + size_of::<T::Native>() <= size_of::<T>(), "the promised size is too small");
        assert!(align_of::<T>() == 1, "an opaque type is made of bytes");
    };
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

/// An array that is read and written; its length comes next. NULL if the length is 0.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct InOutArray<T>(*mut T);

/// The constructors for Rust, where a test or a benchmark stands in for C.
macro_rules! constructors {
    ($($name:ident from $pointer:ty;)+) => {
        $(impl<T> $name<T> {
            /// Takes a pointer as C passes it.
            ///
            /// # Safety
            /// The head of `fernet.h`: see the module.
            #[must_use]
            pub const unsafe fn new(pointer: $pointer) -> Self {
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
        // SAFETY: not NULL, aligned; the caller promises an initialised object that no thread writes. Outputs are written when
        // the borrow has ended.
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
        // SAFETY: not NULL, aligned, and no larger than memory can be; the caller promises `len` initialised elements that no
        // thread writes. An output array that overlaps them is refused before it is borrowed (`get_apart_from`).
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

/// An array of outputs with its length.
pub(crate) struct Array<T> {
    start: *mut T,
    len: usize,
}

impl<T> Clone for Array<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Array<T> {}

impl<T> OutArray<T> {
    /// The array of `len` elements.
    pub(crate) fn of(self, len: usize) -> Array<T> {
        Array { start: self.0, len }
    }
}

impl<T> Array<T> {
    /// Refuses an output array that shares memory with an array of inputs.
    pub(crate) fn apart_from<U>(self, inputs: InArray<U>, len: usize) -> Result<Self, fernet_status> {
        check_apart(self.start, self.len, inputs.0, len)?;
        Ok(self)
    }

    /// Refuses another length.
    pub(crate) fn same_len(self, len: usize) -> Result<Self, fernet_status> {
        if self.len == len { Ok(self) } else { Err(fernet_status::Length) }
    }
}

impl<T: Plain> Array<T> {
    /// Hands the elements to `fill`, which may read none of the caller's arrays but those that the array is apart from.
    pub(crate) fn fill<R>(self, fill: impl FnOnce(&mut [T]) -> R) -> Result<R, fernet_status> {
        check_array(self.start, self.len)?;
        if self.len == 0 {
            return Ok(fill(&mut []));
        }
        Output::zero(self);
        // SAFETY: not NULL, aligned, and no larger than memory can be; the caller promises `len` writable elements that no
        // thread uses. They were written just now, so they are initialised, and they are apart from any array that is
        // borrowed meanwhile.
        Ok(fill(unsafe { slice::from_raw_parts_mut(self.start, self.len) }))
    }
}

impl<T: Opaque> Array<T> {
    /// Stores values, one in each element as far as there are any; the other elements are zero.
    pub(crate) fn store(self, values: impl IntoIterator<Item = T::Native>) -> Result<(), fernet_status> {
        check_array(self.start, self.len)?;
        Output::zero(self);
        for (index, value) in (0..self.len).zip(values) {
            store(self.start.wrapping_add(index), &value);
        }
        Ok(())
    }
}

impl<T: Plain> InArray<T> {
    /// The first `count` elements of an array with room for `capacity`; the others need not be initialised.
    pub(crate) fn first(&self, count: usize, capacity: usize) -> Result<&[T], fernet_status> {
        check_count(self.0, count, capacity)?;
        self.get(count)
    }
}

impl<T: Plain> InOutArray<T> {
    /// The first `count` elements of an array with room for `capacity`; the others need not be initialised.
    pub(crate) fn first(&mut self, count: usize, capacity: usize) -> Result<&mut [T], fernet_status> {
        check_count(self.0, count, capacity)?;
        if count == 0 {
            return Ok(&mut []);
        }
        // SAFETY: not NULL, aligned, and no larger than memory can be; the caller promises `count` initialised, writable elements
        // that no thread uses. No other array is borrowed by the functions that take one of these.
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

/// What a function writes.
pub(crate) trait Output: Copy {
    /// What is written.
    type Value;

    /// Why it cannot be written at all.
    fn check(self) -> Result<(), fernet_status>;

    /// Writes zeros, if it can be written at all and is no input too.
    fn zero(self);

    /// Writes the value; called after `check` only.
    fn put(self, value: Self::Value);

    /// Runs `compute` and writes its result, or zeros after a failure. Inputs are read inside `compute`, before anything is
    /// written.
    fn set<V: Into<Self::Value>>(self, compute: impl FnOnce() -> Result<V, fernet_status>) -> fernet_status {
        match self.check().and_then(|()| compute()) {
            Ok(value) => {
                self.put(value.into());
                fernet_status::Ok
            }
            // What an output overlaps is an input, which a refusal leaves as it is.
            Err(fernet_status::Overlap) => fernet_status::Overlap,
            Err(status) => {
                self.zero();
                status
            }
        }
    }

    /// [`set`](Output::set), of something computed with a secret key: moving the key leaves copies on the stack, which is
    /// overwritten.
    fn set_with_secret<V: Into<Self::Value>>(
        self,
        compute: impl FnOnce() -> Result<V, fernet_status>,
    ) -> fernet_status {
        fernet_vrf::wiped(|| self.set(compute))
    }
}

/// No output.
impl Output for () {
    type Value = ();

    fn check(self) -> Result<(), fernet_status> {
        Ok(())
    }

    fn zero(self) {}

    fn put(self, (): ()) {}
}

impl<T: Copy> Output for Out<T> {
    type Value = T;

    fn check(self) -> Result<(), fernet_status> {
        check_object(self.0)
    }

    fn zero(self) {
        zero(self.0, 1);
    }

    fn put(self, value: T) {
        write(self.0, value);
    }
}

impl<T: Plain> Output for InOut<T> {
    type Value = T;

    fn check(self) -> Result<(), fernet_status> {
        check_object(self.0)
    }

    fn zero(self) {}

    fn put(self, value: T) {
        write(self.0, value);
    }
}

/// An output whose value is opaque.
#[derive(Clone, Copy)]
pub(crate) struct Sealed<P>(pub(crate) P);

impl<T: Opaque + Copy> Output for Sealed<Out<T>> {
    type Value = T::Native;

    fn check(self) -> Result<(), fernet_status> {
        check_object(self.0.0)
    }

    fn zero(self) {
        zero(self.0.0, 1);
    }

    fn put(self, value: T::Native) {
        store(self.0.0, &value);
    }
}

/// An array is written by what computes it; here it is checked, and zeroed after a failure.
impl<T> Output for Array<T> {
    type Value = ();

    fn check(self) -> Result<(), fernet_status> {
        check_array(self.start, self.len)
    }

    fn zero(self) {
        if check_array(self.start, self.len).is_ok() {
            zero(self.start, self.len);
        }
    }

    fn put(self, (): ()) {}
}

/// Several outputs: written together, or zeroed together.
macro_rules! outputs {
    ($(($($name:ident $field:tt),+))+) => {
        $(impl<$($name: Output),+> Output for ($($name,)+) {
            type Value = ($($name::Value,)+);

            fn check(self) -> Result<(), fernet_status> {
                $(self.$field.check()?;)+
                Ok(())
            }

            fn zero(self) {
                $(self.$field.zero();)+
            }

            fn put(self, value: Self::Value) {
                $(self.$field.put(value.$field);)+
            }
        })+
    };
}

outputs! {
    (A 0, B 1)
    (A 0, B 1, C 2)
}

fn check_object<T>(object: *const T) -> Result<(), fernet_status> {
    if object.is_null() { Err(fernet_status::Null) } else { Ok(()) }
}

fn check_array<T>(start: *const T, len: usize) -> Result<(), fernet_status> {
    let bytes = len.checked_mul(size_of::<T>()).and_then(|bytes| isize::try_from(bytes).ok());
    if bytes.is_none() {
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

fn check_apart<T, U>(output: *const T, len: usize, input: *const U, input_len: usize) -> Result<(), fernet_status> {
    check_array(output, len)?;
    check_array(input, input_len)?;
    let end = |start: usize, bytes: usize| start.saturating_add(bytes);
    let (output, input) = (output.addr(), input.addr());
    let output_end = end(output, len.saturating_mul(size_of::<T>()));
    let input_end = end(input, input_len.saturating_mul(size_of::<U>()));
    let apart = len == 0 || input_len == 0 || output_end <= input || input_end <= output;
    if apart { Ok(()) } else { Err(fernet_status::Overlap) }
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
        // SAFETY: not NULL; the caller promises `len` writable objects. Bytes have no alignment.
        unsafe { start.cast::<u8>().write_bytes(0, len.saturating_mul(size_of::<T>())) }
    }
}

fn load<T: Opaque>(object: *const T) -> Result<T::Native, fernet_status> {
    const { Layout::<T>::CHECKED };
    check_object(object)?;
    // SAFETY: not NULL; the caller promises an initialised object, whose first 8 bytes are the tag. It may be unaligned.
    if unsafe { object.cast::<u64>().read_unaligned() } != T::TAG {
        return Err(fernet_status::State);
    }
    let native = object.cast::<u8>().wrapping_add(size_of::<u64>()).cast::<T::Native>();
    // SAFETY: the object has room for a value behind its tag (`CHECKED`), and `store` has put one there, for it alone writes
    // the tag. The value owns nothing (`Opaque`), so a copy of its bytes is a value too.
    Ok(unsafe { native.read_unaligned() })
}

/// Stores a copy of a value. The caller drops the value, so that one which wipes itself leaves no other copy behind.
fn store<T: Opaque>(object: *mut T, value: &T::Native) {
    const { Layout::<T>::CHECKED };
    let native = object.cast::<u8>().wrapping_add(size_of::<u64>());
    let used = size_of::<u64>().saturating_add(size_of::<T::Native>());
    zero(object.cast::<u8>().wrapping_add(used), size_of::<T>().saturating_sub(used));
    let bytes = ptr::from_ref(value).cast::<MaybeUninit<u8>>();
    // SAFETY: checked not to be NULL; the caller promises a writable object, which has room for the tag (`CHECKED`).
    unsafe { object.cast::<u64>().write_unaligned(T::TAG) }
    // SAFETY: as before, with room for a value behind the tag. `value` is no part of the object. It owns nothing (`Opaque`), so
    // dropping it leaves the copy a value.
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

// SAFETY: an integer.
unsafe impl Plain for u8 {}
// SAFETY: an integer.
unsafe impl Plain for i32 {}
// SAFETY: an integer.
unsafe impl Plain for u32 {}
// SAFETY: an integer.
unsafe impl Plain for u64 {}
// SAFETY: an integer.
unsafe impl Plain for usize {}

/// Declares the plain types. Each field is an integer, an array of them, a pointer, or another plain type;
/// `Plain` of the fields is what the pattern cannot check and a reviewer has to.
macro_rules! plain {
    ($($module:ident { $($name:ident)+ })+) => {
        $($(
            // SAFETY: see the macro.
            unsafe impl Plain for crate::$module::$name {}
        )+)+
    };
}

plain! {
    bytes {
        fernet_address fernet_key fernet_randao_mix fernet_randao_reveal fernet_alpha fernet_beta fernet_proof fernet_secret fernet_sequencer_seed fernet_prover_seed fernet_block_hash fernet_tx_hash fernet_salt fernet_tx_order_hash fernet_block_commitment fernet_proposal_id fernet_statement fernet_proof_digest fernet_claim_id fernet_seat_id fernet_bundle_commitment fernet_word fernet_score fernet_total fernet_amount fernet_probability fernet_id
    }
    params {
        fernet_params
    }
    randao {
        fernet_pinned_mix fernet_randao_entry
    }
    registry {
        fernet_registration
    }
    score {
        fernet_candidate
    }
    election {
        fernet_proposal fernet_election fernet_evidence
    }
    claim {
        fernet_claim fernet_proving fernet_seat_info
    }
    tree {
        fernet_accumulator_info
    }
    shape {
        fernet_shape fernet_node
    }
    phase {
        fernet_block_phase_info fernet_effects
    }
    rewards {
        fernet_settlement fernet_paid_seat fernet_funding fernet_receipt fernet_slashing
    }
    mev {
        fernet_mev_reference
    }
}

#[cfg(feature = "hosted")]
plain! {
    batch { fernet_batch_proof fernet_batch_item }
}

/// Declares the opaque types with what is inside and the tag: eight letters.
macro_rules! opaque {
    ($($module:ident $name:ident: $native:ty = $tag:literal;)+) => {
        $(
            // SAFETY: a struct of bytes; what is inside has no pointer, handle or other resource.
            unsafe impl Opaque for crate::$module::$name {
                type Native = $native;
                const TAG: u64 = u64::from_be_bytes(*$tag);
            }
        )+
    };
}

opaque! {
    vrf fernet_secret_key: fernet_vrf::SecretKey = b"fsecret1";
    claim fernet_seat: fernet_core::Seat = b"fseat__1";
    tree fernet_accumulator: fernet_core::Accumulator = b"faccum_1";
    tree fernet_tree: fernet_core::tree::Tree = b"ftree__1";
    tree fernet_tree_verifier: fernet_core::TreeVerifier = b"fverify1";
    tree fernet_assembly: fernet_core::Assembly = b"fassemb1";
    phase fernet_block_phase: fernet_core::BlockPhase = b"fphase_1";
    rewards fernet_ledger: fernet_rewards::Ledger = b"fledger1";
}

#[cfg(feature = "hosted")]
opaque! {
    batch fernet_batch_key: fernet_vrf::BatchKey = b"fbatchk1";
}
