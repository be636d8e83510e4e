//! Lets the crate see which backend `curve25519-dalek` will take, to choose the faster of several routes to the same result,
//! and whether the build is optimized, since frames are several times as large without.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(curve, values(\"small\", \"serial\", \"avx2\", \"avx512\"))");
    println!("cargo::rustc-cfg=curve=\"{}\"", backend());
    println!("cargo::rustc-check-cfg=cfg(unoptimized)");
    if matches!(env::var("OPT_LEVEL").as_deref(), Ok("0" | "1")) {
        println!("cargo::rustc-cfg=unoptimized");
    }
}

/// As dalek's own build script decides. A wrong guess costs time and changes no result.
fn backend() -> &'static str {
    let cfg = |name: &str| env::var(format!("CARGO_CFG_{name}")).unwrap_or_default();
    let features = cfg("TARGET_FEATURE");
    let has = |feature| features.split(',').any(|name| name == feature);

    let narrow = match cfg("CURVE25519_DALEK_BITS").as_str() {
        "32" => true,
        "64" => false,
        _ => cfg("TARGET_POINTER_WIDTH") != "64",
    };
    if narrow {
        return "small";
    }
    let vectors = cfg("TARGET_ARCH") == "x86_64";
    match cfg("CURVE25519_DALEK_BACKEND").as_str() {
        "serial" | "fiat" => "serial",
        "avx512" => "avx512",
        "simd" => "avx2",
        _ if !vectors => "serial",
        _ if has("avx512ifma") && has("avx512vl") => "avx512",
        _ => "avx2",
    }
}
