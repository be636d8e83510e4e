//! What a function writes, and the law that it keeps: apart from all else, zero after a failure.

use super::{InOut, Opaque, Out, Plain, bytes_of, check_array, check_object, store, write, zero};
use crate::status::fernet_status;

/// The memory of an argument.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    start: usize,
    bytes: usize,
}

impl Span {
    /// `len` elements from `start`. Nothing for NULL, and for a length that is impossible: the call is refused for that.
    pub(super) fn of<T>(start: *const T, len: usize) -> Self {
        let bytes = if start.is_null() { None } else { bytes_of::<T>(len) };
        Self { start: start.addr(), bytes: bytes.unwrap_or(0) }
    }

    fn meets(self, other: Self) -> bool {
        let ends_behind = |a: Self, b: Self| a.start.saturating_add(a.bytes) > b.start;
        self.bytes != 0 && other.bytes != 0 && ends_behind(self, other) && ends_behind(other, self)
    }
}

/// Refuses memory that is written and meets other memory of the same call.
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

/// What a function writes.
pub(crate) trait Output: Copy {
    /// What is written.
    type Value;
    /// An array of [`Span`]s.
    type Spans: AsRef<[Span]>;

    /// The memory that is written.
    fn spans(self) -> Self::Spans;

    /// Why it cannot be written at all.
    fn check(self) -> Result<(), fernet_status>;

    /// Writes zeros, if it can be written at all and is no input too.
    fn zero(self);

    /// Writes the value; called after `check` only.
    fn put(self, value: Self::Value);

    /// Refuses an output that meets an input or another output. Otherwise runs `compute` and writes its result, or zeros after a
    /// failure. `inputs` is the memory of everything that is read.
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

    /// [`set`](Output::set), of something computed with a secret key: moving the key leaves copies on the stack, which is
    /// overwritten.
    fn set_with_secret<V: Into<Self::Value>, const N: usize>(
        self,
        inputs: [Span; N],
        compute: impl FnOnce() -> Result<V, fernet_status>,
    ) -> fernet_status {
        fernet_vrf::with_stack_wiped(|| self.set(inputs, compute))
    }
}

/// No output.
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

/// Memory that `compute` changes itself, at its end, when nothing can fail any more.
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

/// An output whose value is opaque.
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
    /// Refuses another length.
    pub(crate) fn same_len(self, len: usize) -> Result<Self, fernet_status> {
        if self.len == len { Ok(self) } else { Err(fernet_status::Length) }
    }
}

/// An array is written by what computes it; here it is checked, and zeroed after a failure.
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

/// Several outputs: written together, or zeroed together.
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
}
