//! What the images of microcontrollers have.

mod machine;
pub mod measure;
pub mod secrets;

pub use machine::{exit, print};
