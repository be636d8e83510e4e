//! Checks of the vectors, for a host of WebAssembly.
#![no_std]

/// 1 if every vector of the VRF holds.
#[unsafe(no_mangle)]
pub extern "C" fn check_vrf() -> u32 {
    u32::from(firmware::vrf_cases::all_hold().is_some())
}

/// 1 if every vector of tickets, bundles, trees and settlement holds.
#[unsafe(no_mangle)]
pub extern "C" fn check_core() -> u32 {
    u32::from(firmware::core_cases::all_hold().is_some())
}
