//! Runs the vectors of words, scores, bundles, trees and settlement, and the recorded block.
#![no_std]
#![no_main]

firmware::entry!(firmware::core_cases::all_hold);
