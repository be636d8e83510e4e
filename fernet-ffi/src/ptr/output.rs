//! Outputs of a function: they overlap no other argument, and are zero after a failure.

use super::{InOut, Opaque, Out, Plain, bytes_of, check_array, check_object, store, write, zero};
use crate::status::fernet_status;

/// The memory range of an argument.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    start: usize,
    bytes: usize,
}

impl Span {
    /// The range of `len` elements from `start`. It is empty for NULL and for an impossible length, which are refused elsewhere.
    pub(super) fn of<T>(start: *const T, len: usize) -> Self {
        let bytes = if start.is_null() { None } else { bytes_of::<T>(len) };
        Self { start: start.addr(), bytes: bytes.unwrap_or(0) }
    }

    fn meets(self, other: Self) -> bool {
        let ends_behind = |a: Self, b: Self| a.start.saturating_add(a.bytes) > b.start;
        self.bytes != 0 && other.bytes != 0 && ends_behind(self, other) && ends_behind(other, self)
    }
}

/// Returns `Overlap` if a range that is written overlaps another range of the same call.
pub(crate) fn check_apart(written: &[Span], read: &[Span]) -> Result<(), fernet_status> {
    let mut rest = written;
    while let Some((span, others)) = rest.split_first() {
        if others.iter().chain(read).any(|other| span.meets(*other)) {
            return Err(fernet_status::Overlap);
        }
        rest = others;
    }
    Ok(())
}

/// One or more outputs of a function.
pub(crate) trait Output: Copy {
    /// The value to be written.
    type Value;
    /// An array of [`Span`]s.
    type Spans: AsRef<[Span]>;

    /// The memory ranges that are written.
    fn spans(self) -> Self::Spans;

    /// Checks pointer and length.
    fn check(self) -> Result<(), fernet_status>;

    /// Writes zeros, unless the pointer or length is not valid or the object is also an input.
    fn zero(self);

    /// Writes the value; called only after `check` has succeeded.
    fn put(self, value: Self::Value);

    /// Checks the outputs, runs `compute`, and writes its result, or zeros after a failure. `inputs` are the ranges of everything
    /// that is read; if an output overlaps one of them or another output, nothing runs and nothing is written.
    fn set<V: Into<Self::Value>, const N: usize>(
        self,
        inputs: [Span; N],
        compute: impl FnOnce() -> Result<V, fernet_status>,
    ) -> fernet_status {
        let apart = check_apart(self.spans().as_ref(), &inputs);
        match apart.and_then(|()| self.check()).and_then(|()| compute()) {
            Ok(value) => {
                self.put(value.into());
                fernet_status::Ok
            }
            Err(fernet_status::Overlap) => fernet_status::Overlap,
            Err(status) => {
                self.zero();
                status
            }
        }
    }

    /// [`set`](Output::set) for a function that uses a secret key. Moving the key leaves copies on the stack; they are
    /// overwritten at the end.
    fn set_with_secret<V: Into<Self::Value>, const N: usize>(
        self,
        inputs: [Span; N],
        compute: impl FnOnce() -> Result<V, fernet_status>,
    ) -> fernet_status {
        fernet_vrf::with_stack_wiped(|| self.set(inputs, compute))
    }
}

/// No output, for functions that only check.
impl Output for () {
    type Value = ();
    type Spans = [Span; 0];

    fn spans(self) -> [Span; 0] {
        []
    }

    fn check(self) -> Result<(), fernet_status> {
        Ok(())
    }

    fn zero(self) {}

    fn put(self, (): ()) {}
}

/// Memory that `compute` itself writes, as its last step, after everything that can fail.
impl Output for Span {
    type Value = ();
    type Spans = [Span; 1];

    fn spans(self) -> [Span; 1] {
        [self]
    }

    fn check(self) -> Result<(), fernet_status> {
        Ok(())
    }

    fn zero(self) {}

    fn put(self, (): ()) {}
}

impl<T: Copy> Output for Out<T> {
    type Value = T;
    type Spans = [Span; 1];

    fn spans(self) -> [Span; 1] {
        [Span::of(self.0, 1)]
    }

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
    type Spans = [Span; 1];

    fn spans(self) -> [Span; 1] {
        [self.span()]
    }

    fn check(self) -> Result<(), fernet_status> {
        check_object(self.0)
    }

    fn zero(self) {}

    fn put(self, value: T) {
        write(self.0, value);
    }
}

/// An output of an opaque type.
#[derive(Clone, Copy)]
pub(crate) struct Sealed<P>(pub(crate) P);

impl<T: Opaque + Copy> Output for Sealed<Out<T>> {
    type Value = T::Native;
    type Spans = [Span; 1];

    fn spans(self) -> [Span; 1] {
        self.0.spans()
    }

    fn check(self) -> Result<(), fernet_status> {
        self.0.check()
    }

    fn zero(self) {
        self.0.zero();
    }

    fn put(self, value: T::Native) {
        store(self.0.0, &value);
    }
}

/// An array of outputs with its length.
pub(crate) struct Array<T> {
    pub(super) start: *mut T,
    pub(super) len: usize,
}

impl<T> Clone for Array<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Array<T> {}

impl<T> Array<T> {
    /// Returns `Length` unless the array has `len` elements.
    pub(crate) fn same_len(self, len: usize) -> Result<Self, fernet_status> {
        if self.len == len { Ok(self) } else { Err(fernet_status::Length) }
    }
}

/// `compute` itself writes an array; here it is checked, and zeroed after a failure.
impl<T> Output for Array<T> {
    type Value = ();
    type Spans = [Span; 1];

    fn spans(self) -> [Span; 1] {
        [Span::of(self.start, self.len)]
    }

    fn check(self) -> Result<(), fernet_status> {
        check_array(self.start, self.len)
    }

    fn zero(self) {
        if self.check().is_ok() {
            zero(self.start, self.len);
        }
    }

    fn put(self, (): ()) {}
}

/// Implements [`Output`] for tuples of outputs, which are written together or zeroed together.
macro_rules! outputs {
    ($([$($name:ident $field:tt),+] $count:literal)+) => {
        $(impl<$($name: Output<Spans = [Span; 1]>),+> Output for ($($name,)+) {
            type Value = ($($name::Value,)+);
            type Spans = [Span; $count];

            fn spans(self) -> Self::Spans {
                [$({ let [span] = self.$field.spans(); span }),+]
            }

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
    [A 0, B 1] 2
    [A 0, B 1, C 2] 3
    [A 0, B 1, C 2, D 3] 4
}
