//! Runs the vectors of tickets, scores, bundles and settlement, and the settlement of the recorded block.
#![no_std]
#![no_main]

firmware::entry!(firmware::core_cases::all_but_trees_hold);
