//! Runs every vector of the VRF.
#![no_std]
#![no_main]

firmware::entry!(firmware::vrf_cases::all_hold);
