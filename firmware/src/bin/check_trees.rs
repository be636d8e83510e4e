//! Runs the vectors of trees, and the recorded block's: apart from the others, since a microbit has 256 kB of flash.
#![no_std]
#![no_main]

firmware::entry!(firmware::core_cases::trees_hold);
