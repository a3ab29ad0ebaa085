//! Packs the standards that come with the program, and its sentences in other languages: text is a third of
//! its size then. And leaves out of the finished program how to unwind its stack, an eighth of its size: it aborts instead.

#![allow(clippy::print_stdout, reason = "cargo is told so")]

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
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
    if is("PROFILE", "release") && is("TARGET", "x86_64-unknown-linux-gnu") {
        let script = into.join("never_unwinds.ld");
        fs::write(&script, NEVER_UNWINDS)?;
        let script = format!("-Wl,-T,{}", script.display());
        let arguments = ["-Wl,--no-eh-frame-hdr", &script];
        if links(&into, &arguments)? {
            for argument in arguments {
                println!("cargo::rustc-link-arg-bins={argument}");
            }
        }
    }
    Ok(())
}

/// True where a program of one line can be linked so: not every linker knows such a script.
fn links(into: &Path, arguments: &[&str]) -> io::Result<bool> {
    let program = into.join("empty.rs");
    fs::write(&program, "fn main() {}\n")?;
    let mut trial = Command::new(env::var_os("RUSTC").expect("cargo names the compiler"));
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    trial.args(flags.split('\x1f').filter(|flag| !flag.is_empty()));
    if let Some(linker) = env::var_os("RUSTC_LINKER") {
        let mut named = OsString::from("linker=");
        named.push(linker);
        trial.arg("-C").arg(named);
    }
    trial.args(["-C", "panic=abort"]);
    trial.args(
        arguments
            .iter()
            .flat_map(|it| ["-C".into(), format!("link-arg={it}")]),
    );
    trial.arg("-o").arg(into.join("empty")).arg(program);
    Ok(trial.output()?.status.success())
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
