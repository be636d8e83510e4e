//! What the errors say.

use fernet_rank::RankError;

#[test]
fn every_error_says_something_of_its_own_in_one_line() {
    let messages = [RankError::LengthsDiffer, RankError::OutOfMemory].map(|error| error.to_string());
    assert_ne!(messages[0], messages[1]);
    for message in messages {
        assert!(message.contains(' ') && !message.contains('\n'), "{message:?}");
    }
}
