//! Serde implementations of records that are read from JSON objects only. Those that serde derives would also read an array
//! of the fields in their order.

/// Implements `Serialize` and `Deserialize` of records that derive both with `#[serde(remote = "Self")]`; the text says
/// what a record is.
macro_rules! objects {
    ($($name:ident: $what:literal,)*) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }

        $crate::object::read_objects! { $name: $what, }
    )*};
}

/// Implements `Deserialize` of records that derive it with `#[serde(remote = "Self")]`.
macro_rules! read_objects {
    ($($name:ident: $what:literal,)*) => {$(
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;

                impl<'de> serde::de::Visitor<'de> for Object {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object (", $what, ")"))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                        $name::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    }
                }

                deserializer.deserialize_map(Object)
            }
        }
    )*};
}

pub(crate) use {objects, read_objects};
