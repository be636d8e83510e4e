//! The Rust code of README.md and of the documents here: `cargo test -p docs` compiles and runs it.

/// The Rust examples of the repository's README.md.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The Rust examples of the guide for firmware.
#[cfg(doctest)]
#[doc = include_str!("embedding.md")]
struct Embedding;

/// The Rust examples of the guide for C.
#[cfg(doctest)]
#[doc = include_str!("c.md")]
struct C;

/// The Rust examples of the guide to messages.
#[cfg(doctest)]
#[doc = include_str!("messages.md")]
struct Messages;

/// The Rust examples of the guide to clients.
#[cfg(doctest)]
#[doc = include_str!("client.md")]
struct Client;

#[cfg(test)]
mod tests {
    /// The programs of the guide to clients are those of examples/client, without their first comment.
    #[test]
    fn the_guide_to_clients_shows_the_programs_of_the_example() {
        let guide = include_str!("client.md");
        for program in [
            include_str!("../examples/client/src/participant.rs"),
            include_str!("../examples/client/src/observer.rs"),
            include_str!("../examples/client/src/sequencer.rs"),
            include_str!("../examples/client/src/prover.rs"),
        ] {
            let (comment, code) = program.split_once("\n\n").expect("a comment and code");
            let shown = format!("```rust\n{code}```\n");
            assert!(guide.contains(&shown), "docs/client.md differs from the file that starts with {comment}");
        }
    }
}
