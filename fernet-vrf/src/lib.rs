//! Fernet ECVRF.
#![no_std]
