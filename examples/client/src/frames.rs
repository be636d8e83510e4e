//! Byte strings one after another, each behind its length: in a file, or on a connection.

/// Appends a byte string: its length as four bytes, big-endian, then the bytes.
pub fn push_frame(to: &mut Vec<u8>, bytes: &[u8]) {
    to.extend(u32::try_from(bytes.len()).expect("a message is below 4 GiB").to_be_bytes());
    to.extend(bytes);
}

/// Returns the byte strings that [`push_frame`] appended; the iterator ends where one is not complete.
pub fn frames(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (len, rest) = bytes.split_first_chunk()?;
        let (frame, rest) = rest.split_at_checked(u32::from_be_bytes(*len).try_into().ok()?)?;
        bytes = rest;
        Some(frame)
    })
}
