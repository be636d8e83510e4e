//! Macros for the classes of the package.

/// Defines an immutable class around a `Clone` type, which is a value to Python: it goes through `V`.
macro_rules! class {
    ($(#[$attribute:meta])* $module:literal $name:ident($inner:ty)) => {
        $(#[$attribute])*
        #[pyo3::pyclass(frozen, module = $module)]
        #[derive(Clone, Debug)]
        pub(crate) struct $name(pub(crate) $inner);

        impl $crate::value::Value for $inner {
            fn from_python(object: &pyo3::Bound<'_, pyo3::PyAny>) -> pyo3::PyResult<Self> {
                Ok($crate::value::instance::<$name>(object)?.get().0.clone())
            }

            fn to_python(self, py: pyo3::Python<'_>) -> pyo3::PyResult<pyo3::Bound<'_, pyo3::PyAny>> {
                Ok(pyo3::Bound::new(py, $name(self))?.into_any())
            }
        }
    };
}
pub(crate) use class;

/// Adds read-only properties that are methods of the inner type.
macro_rules! getters {
    ($name:ident { $($(#[$attribute:meta])* $getter:ident: $type:ty = $value:expr),* $(,)? }) => {
        #[pyo3::pymethods]
        impl $name {
            $(
                $(#[$attribute])*
                #[getter]
                fn $getter(&self) -> $crate::value::V<$type> {
                    #[allow(clippy::redundant_closure_call, reason = "the closure names the inner value")]
                    $crate::value::V(($value)(&self.0))
                }
            )*

            fn __repr__(&self, py: pyo3::Python<'_>) -> pyo3::PyResult<String> {
                use pyo3::types::PyAnyMethods as _;
                let fields: Vec<String> = vec![$({
                    let value = $crate::value::Value::to_python(self.$getter().0, py)?;
                    format!("{}={}", stringify!($getter), value.repr()?)
                }),*];
                Ok(format!("{}({})", stringify!($name), fields.join(", ")))
            }
        }
    };
}
pub(crate) use getters;

/// Adds the equality of the inner type.
macro_rules! equatable {
    ($name:ident) => {
        #[pyo3::pymethods]
        impl $name {
            fn __eq__(&self, other: &pyo3::Bound<'_, pyo3::PyAny>) -> bool {
                other.cast::<Self>().is_ok_and(|other| self.0 == other.get().0)
            }
        }
    };
}
pub(crate) use equatable;

/// Adds the hash of the inner type.
macro_rules! hashed {
    ($name:ident) => {
        #[pyo3::pymethods]
        impl $name {
            fn __hash__(&self) -> u64 {
                use std::hash::{DefaultHasher, Hash as _, Hasher as _};
                let mut hasher = DefaultHasher::new();
                self.0.hash(&mut hasher);
                hasher.finish()
            }
        }
    };
}
pub(crate) use hashed;

/// Adds equality and a hash, which are those of the inner type.
macro_rules! comparable {
    ($($name:ident),*) => {$(
        $crate::class::equatable!($name);
        $crate::class::hashed!($name);
    )*};
}
pub(crate) use comparable;

/// Defines a class whose fields are those of a struct: a constructor with keyword arguments, properties, equality, a hash, a
/// representation that is the call of the constructor, pickling and copying.
macro_rules! record {
    ($(#[$attribute:meta])* $module:literal $name:ident($inner:ty) {
        $($(#[$doc:meta])* $field:ident: $type:ty $(= $default:expr)?),* $(,)?
    }) => {
        $crate::class::class!($(#[$attribute])* $module $name($inner));
        $crate::class::getters!($name { $($(#[$doc])* $field: $type = |inner: &$inner| inner.$field.clone()),* });
        $crate::class::comparable!($name);

        #[pyo3::pymethods]
        impl $name {
            #[new]
            #[pyo3(signature = (*, $($field $(= $crate::value::V($default))?),*))]
            #[allow(clippy::too_many_arguments, reason = "the fields of the struct, by name")]
            fn new($($field: $crate::value::V<$type>),*) -> Self {
                type Inner = $inner;
                Self(Inner { $($field: $field.0),* })
            }

            fn __getnewargs_ex__<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                use pyo3::types::PyDictMethods as _;
                let fields = pyo3::types::PyDict::new(py);
                $(fields.set_item(stringify!($field), self.$field())?;)*
                Ok(pyo3::IntoPyObject::into_pyobject((pyo3::types::PyTuple::empty(py), fields), py)?.into_any())
            }
        }
    };
}
pub(crate) use record;

/// Adds the order of the inner type, and a hash.
macro_rules! ordered {
    ($name:ident) => {
        $crate::class::hashed!($name);

        #[pyo3::pymethods]
        impl $name {
            fn __richcmp__(
                &self,
                other: &pyo3::Bound<'_, pyo3::PyAny>,
                op: pyo3::pyclass::CompareOp,
            ) -> pyo3::PyResult<pyo3::Py<pyo3::PyAny>> {
                use pyo3::IntoPyObject as _;
                let py = other.py();
                let Ok(other) = other.cast::<Self>() else { return Ok(py.NotImplemented()) };
                let holds = op.matches(self.0.cmp(&other.get().0));
                Ok(holds.into_pyobject(py)?.to_owned().into_any().unbind())
            }
        }
    };
}
pub(crate) use ordered;

/// Adds what every class of a secret key has: it is wiped, and it cannot be printed, compared, copied or pickled.
macro_rules! secret {
    ($name:ident, $repr:literal) => {
        #[pyo3::pymethods]
        impl $name {
            /// Wipes the key. After that, everything but wipe raises ValueError.
            fn wipe(&self, py: pyo3::Python<'_>) {
                self.0.write(py, |key| *key = None);
            }

            fn __repr__(&self) -> &'static str {
                $repr
            }

            fn __eq__(&self, _other: &pyo3::Bound<'_, pyo3::PyAny>) -> pyo3::PyResult<bool> {
                Err(pyo3::exceptions::PyTypeError::new_err("secret keys cannot be compared"))
            }

            fn __reduce__(&self) -> pyo3::PyResult<()> {
                Err(pyo3::exceptions::PyTypeError::new_err("secret keys cannot be copied or pickled"))
            }
        }
    };
}
pub(crate) use secret;
