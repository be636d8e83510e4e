//! Files and standard output that the commands write.

mod common;

use common::fernet_in;
use tempfile::TempDir;

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_file_that_was_there() {
    let dir = TempDir::new().unwrap();
    let full = |arguments: &str| {
        // A file may have one block of 512 or 1024 bytes, as on a disk that is full.
        let line = format!("trap '' XFSZ; ulimit -f 1; exec {} {arguments}", env!("CARGO_BIN_EXE_fernet"));
        let mut command = std::process::Command::new("sh");
        common::run_with(command.current_dir(dir.path()).args(["-c", &line]), b"")
    };
    std::fs::write(dir.path().join("good.json"), "good").unwrap();
    std::fs::create_dir_all(dir.path().join("mine/randao")).unwrap();
    std::fs::write(dir.path().join("mine/randao/mix.json"), "good").unwrap();
    for arguments in ["scenario --provers 6 --transactions 2 -o good.json", "vectors --write --dir mine"] {
        let outcome = full(arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""), "{}", outcome.stderr);
        assert!(outcome.stderr.contains(".json: File too large"), "{}", outcome.stderr);
    }
    assert_eq!(std::fs::read_to_string(dir.path().join("good.json")).unwrap(), "good");
    let names: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    for arguments in
        ["--help", "block --example", "scenario --provers 6 --transactions 2", "scenario --provers 6 -o /dev/full"]
    {
        let line = format!("{} {arguments} > /dev/full", env!("CARGO_BIN_EXE_fernet"));
        let outcome = common::run_with(std::process::Command::new("sh").args(["-c", &line]), b"");
        assert_eq!(outcome.code, Some(1), "{arguments}");
        assert!(outcome.stderr.contains("No space left on device"), "{}", outcome.stderr);
    }
}

#[test]
fn a_dash_is_standard_output() {
    let dir = TempDir::new().unwrap();
    let text = fernet_in(dir.path(), "scenario --provers 6 --transactions 2 -o -", b"").ok();
    assert_eq!(text, fernet_in(dir.path(), "scenario --provers 6 --transactions 2", b"").ok());
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn what_a_link_points_to_is_replaced() {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("old.json"), "old").unwrap();
    std::os::unix::fs::symlink("old.json", dir.path().join("link.json")).unwrap();
    assert_eq!(fernet_in(dir.path(), "scenario --provers 6 --transactions 2 -o link.json", b"").ok(), "");
    assert!(dir.path().join("link.json").is_symlink());
    assert!(std::fs::read_to_string(dir.path().join("old.json")).unwrap().starts_with('{'));
}
