//! Disks of our own, for a test to fill, to make read-only or to cut off from their power: a part of
//! the memory, or a file system in a file. Only the superuser may mount them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::skipped;
use crate::harness::Mystery;

/// A disk that is there as long as this.
pub struct Disk {
    folder: tempfile::TempDir,
    /// The file that the disk is in; none where it is in memory.
    image: Option<tempfile::NamedTempFile>,
}

/// Runs a command as the superuser, who may ask no password.
fn as_root(words: &[&str]) -> Output {
    let is_root = rustix::process::getuid().is_root();
    let sudo: &[&str] = if is_root { &[] } else { &["sudo", "-n"] };
    let words: Vec<&str> = sudo.iter().chain(words).copied().collect();
    let output = Command::new(words[0]).args(&words[1..]).output();
    output.unwrap_or_else(|why| panic!("{words:?}: {why}"))
}

#[track_caller]
fn succeeds(words: &[&str]) {
    let output = as_root(words);
    assert!(output.status.success(), "{words:?}: {output:?}");
}

/// True where disks can be mounted here and each of the tools is there.
pub fn has(tools: &[&str]) -> bool {
    let is_there = |tool: &&str| Command::new(tool).arg("-V").output().is_ok();
    if let Some(tool) = tools.iter().find(|tool| !is_there(tool)) {
        skipped(&format!("{tool} is not there, so no power was cut"));
        return false;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let is_mounted = Command::new("mount").arg("-V").output().is_ok()
        && as_root(&["mount", "-t", "tmpfs", "tmpfs", path])
            .status
            .success();
    if is_mounted {
        succeeds(&["umount", path]);
    } else {
        skipped("nobody may mount a disk here, so none was filled or cut off");
    }
    is_mounted
}

impl Disk {
    /// A disk in memory, of so many bytes.
    pub fn in_memory(size: &str) -> Self {
        let disk = Self {
            folder: tempfile::tempdir().unwrap(),
            image: None,
        };
        let options = format!("size={size},mode=0777");
        succeeds(&["mount", "-t", "tmpfs", "-o", &options, "tmpfs", disk.name()]);
        disk
    }

    /// A disk in a file, with a file system of this kind.
    pub fn in_file(kind: &str) -> Self {
        let image = tempfile::NamedTempFile::new().unwrap();
        // The least that xfs takes; only what is written takes room.
        image.as_file().set_len(320 << 20).unwrap();
        let make = format!("mkfs.{kind}");
        let force = if kind == "xfs" { "-f" } else { "-F" };
        succeeds(&[&make, "-q", force, image.path().to_str().unwrap()]);
        let disk = Self {
            folder: tempfile::tempdir().unwrap(),
            image: Some(image),
        };
        disk.mount();
        disk
    }

    fn mount(&self) {
        let image = self.image.as_ref().expect("a disk in a file");
        let image = image.path().to_str().unwrap();
        succeeds(&["mount", "-o", "loop", image, self.name()]);
        succeeds(&["chmod", "0777", self.name()]);
    }

    fn name(&self) -> &str {
        self.folder.path().to_str().expect("a plain name")
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A folder on it, in which the program runs.
    pub fn mystery(&self) -> Mystery {
        Mystery::new_in(self.path())
    }

    /// Brings all that was written so far to the disk itself.
    pub fn sync(&self) {
        succeeds(&["sync", "-f", self.name()]);
    }

    /// Lets nobody write to it any more.
    pub fn make_read_only(&self) {
        succeeds(&["mount", "-o", "remount,ro", self.name()]);
    }

    /// Fills it up to so many blocks; the file that does it gives the room back when it is deleted.
    pub fn fill(&self, blocks_left: u64) -> PathBuf {
        use std::io::Write;
        let path = self.path().join("filler");
        let mut file = File::create(&path).unwrap();
        let (block, mut n_blocks) = ([1; 4096], 0);
        while file.write_all(&block).is_ok() {
            n_blocks += 1;
        }
        let length = block.len() as u64 * (n_blocks - blocks_left);
        file.set_len(length).unwrap();
        path
    }

    /// Cuts its power: what was not brought to the disk itself is gone. Then it is there again, as
    /// after the computer was switched on.
    pub fn cut_power(&self) {
        let loose = self.path().join("loose");
        fs::write(&loose, "nobody brought this to the disk").unwrap();
        succeeds(&["xfs_io", "-x", "-c", "shutdown", self.name()]);
        // What another test is just starting may hold a file of ours until it runs.
        let is_free = || as_root(&["umount", self.name()]).status.success();
        let mut attempts = (0..1_000).map(|_| {
            let is_free = is_free();
            std::thread::yield_now();
            is_free
        });
        assert!(attempts.any(|it| it), "the disk is in use for ever");
        self.mount();
        let left = fs::read(&loose).unwrap_or_default();
        assert!(left.is_empty(), "the power was not cut");
    }

    /// Has another program bring something to the disk: that takes along the names, and not the bytes,
    /// of other files.
    pub fn commit_names(&self) {
        let path = self.path().join("other");
        let file = File::create(path).unwrap();
        file.sync_all().unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        as_root(&["umount", "-l", self.name()]);
    }
}
