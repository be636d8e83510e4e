//! fernet
fn main() {}
