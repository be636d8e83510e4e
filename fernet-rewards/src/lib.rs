//! Fernet rewards.
#![no_std]
