//! The first difference between two results.

use serde_json::Value;

use crate::output::outside;

/// Names the first field in which a result differs from what was expected, with both values.
pub(super) fn difference(expected: &Value, got: &Value) -> Option<String> {
    let (path, expected, got) = first("", Some(expected), Some(got))?;
    let shown = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), |value| outside(&value.to_string()));
    let path = if path.is_empty() { String::new() } else { format!("{path}: ") };
    Some(format!("{path}expected {}, got {}", shown(expected), shown(got)))
}

type Found<'v> = (String, Option<&'v Value>, Option<&'v Value>);

/// The path of the first difference, and both values there.
fn first<'v>(path: &str, expected: Option<&'v Value>, got: Option<&'v Value>) -> Option<Found<'v>> {
    match (expected, got) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let added = new.keys().filter(|name| !old.contains_key(*name));
            let join = |name: &str| if path.is_empty() { outside(name) } else { format!("{path}.{}", outside(name)) };
            old.keys().chain(added).find_map(|name| first(&join(name), old.get(name), new.get(name)))
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => {
            let length = old.len().max(new.len());
            (0..length).find_map(|i| first(&format!("{path}[{i}]"), old.get(i), new.get(i)))
        }
        _ if expected == got => None,
        _ => Some((path.to_owned(), expected, got)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::difference;

    #[test]
    fn the_first_difference_has_its_path_and_both_values() {
        let old = json!({ "a": "1", "b": { "c": ["2", { "d": "3" }] } });
        assert_eq!(difference(&old, &old), None);
        for (new, found) in [
            (json!({ "a": "0", "b": null }), "a: expected \"1\", got \"0\""),
            (json!({ "a": "1", "b": { "c": ["2", { "d": "4" }] } }), "b.c[1].d: expected \"3\", got \"4\""),
            (json!({ "a": "1", "b": { "c": ["2"] } }), "b.c[1]: expected {\"d\":\"3\"}, got nothing"),
            (json!({ "a": "1", "b": { "c": ["2", { "d": "3" }] }, "e": "5" }), "e: expected nothing, got \"5\""),
            (json!([]), "expected {\"a\":\"1\",\"b\":{\"c\":[\"2\",{\"d\":\"3\"}]}}, got []"),
        ] {
            assert_eq!(difference(&old, &new).as_deref(), Some(found));
        }
    }
}
