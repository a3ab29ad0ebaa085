//! Packs the standards that come with the program, and its sentences in other languages: text is a third of
//! its size then. And leaves out of the finished program how to unwind its stack, an eighth of its size: it aborts instead.

#![allow(clippy::print_stdout, reason = "cargo is told so")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use flate2::Compression;
use flate2::write::DeflateEncoder;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=standards");
    println!("cargo::rerun-if-changed={SENTENCES}");
    let into = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    for entry in fs::read_dir("standards")? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "yaml") {
            pack(&path, &into)?;
        }
    }
    pack(Path::new(SENTENCES), &into)?;
    let is = |name: &str, wanted: &str| env::var(name).is_ok_and(|it| it == wanted);
    // Another linker than the usual ones may not know such a script.
    let is_usual = env::var_os("RUSTC_LINKER").is_none()
        && env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|it| !it.contains("link"));
    if is("PROFILE", "release") && is("TARGET", "x86_64-unknown-linux-gnu") && is_usual {
        let script = into.join("never_unwinds.ld");
        fs::write(&script, NEVER_UNWINDS)?;
        println!("cargo::rustc-link-arg-bins=-Wl,--no-eh-frame-hdr");
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", script.display());
    }
    Ok(())
}

const SENTENCES: &str = "src/report/sentences.txt";

const NEVER_UNWINDS: &str =
    "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.gcc_except_table*) } } INSERT AFTER .rodata;\n";

fn pack(path: &Path, into: &Path) -> io::Result<()> {
    let name = path.with_extension("deflate");
    let name = name.file_name().expect("a file has a name");
    let packed = fs::File::create(into.join(name))?;
    let mut packed = DeflateEncoder::new(packed, Compression::best());
    packed.write_all(&fs::read(path)?)?;
    packed.finish()?;
    Ok(())
}
