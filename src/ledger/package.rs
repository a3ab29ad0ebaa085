//! A folder of exported files, described by its `datapackage.json`. Each file is whole or not there;
//! a folder that holds anything else is left as it is. Until all is written the description has a
//! name of its own, by which an export that was broken off is known, and gone on with.

use std::io;
use std::path::Path;

use super::atomic;
use super::bounded;
use super::disk::{Disk, Readers};
use super::error::LedgerError;
use super::layout::{names_in, refuse_link};
use crate::files::datapackage::{DATAPACKAGE, standards_listed};

/// The description of an export that is being written.
const BEGUN: &str = ".mystery-export.json";

/// What became of the folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Written {
    /// It was empty, or not there.
    New,
    /// An earlier export was in it, and is replaced.
    Replaced,
}

/// Writes an export: files by name, those in `standards` below that folder, the description last.
/// Refuses a folder that is not empty, unless an earlier export is in it; that one is replaced, and
/// what else lies beside it stays.
pub fn write_package(
    disk: &Disk,
    folder: &Path,
    files: &[(&str, Vec<u8>)],
    standards: &[(String, Vec<u8>)],
    description: &[u8],
) -> Result<Written, LedgerError> {
    let earlier = earlier_standards(folder)?;
    let below = folder.join("standards");
    let make = |path: &Path| {
        refuse_link(path)?;
        disk.make_folder(path, Readers::AsElsewhere)
            .map_err(LedgerError::io("make", path))
    };
    if !folder.is_dir() {
        std::fs::create_dir_all(atomic::folder_of(folder))
            .map_err(LedgerError::io("make", folder))?;
        make(folder)?;
    }
    let write =
        |path: &Path, bytes: &[u8]| atomic::replace(disk, path, bytes, Readers::AsElsewhere);
    let (begun, described) = (folder.join(BEGUN), folder.join(DATAPACKAGE));
    write(&begun, description)?;
    make(&below)?;
    for (name, bytes) in standards {
        write(&below.join(name), bytes)?;
    }
    for (name, bytes) in files {
        write(&folder.join(name), bytes)?;
    }
    for name in earlier.iter().flatten() {
        let is_gone = !standards.iter().any(|(known, _)| known == name);
        // A name of somebody else's making could lead anywhere.
        let is_plain = Path::new(name).file_name() == Some(name.as_ref());
        if is_gone && is_plain {
            remove(&below.join(name))?;
        }
    }
    let describe = || {
        disk.rename(&begun, &described)?;
        disk.sync_folder(folder)
    };
    describe().map_err(LedgerError::io("write", &described))?;
    Ok(if earlier.is_some() {
        Written::Replaced
    } else {
        Written::New
    })
}

/// The standards of the export that is in a folder; `None` where there is nothing in it.
fn earlier_standards(folder: &Path) -> Result<Option<Vec<String>>, LedgerError> {
    if folder
        .symlink_metadata()
        .is_ok_and(|metadata| metadata.is_file())
    {
        return Err(LedgerError::Exists {
            path: folder.to_owned(),
        });
    }
    let names = names_in(folder)?;
    let is_hidden = |name: &String| name.starts_with('.');
    if names.iter().all(is_hidden) {
        return Ok(None);
    }
    let mut listed: Option<Vec<String>> = None;
    for name in [DATAPACKAGE, BEGUN] {
        let path = folder.join(name);
        match bounded::description_file(&path) {
            Ok(bytes) => {
                if let Some(more) = standards_listed(&bytes) {
                    listed.get_or_insert_default().extend(more);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(LedgerError::io("read", &path)(error)),
        }
    }
    listed.map(Some).ok_or_else(|| {
        LedgerError::Refused(format!(
            "`{}` is not empty, and what is in it is no export of this program: name an empty folder, or one that is not there yet",
            super::layout::shown(folder)
        ))
    })
}

fn remove(path: &Path) -> Result<(), LedgerError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(LedgerError::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::datapackage::datapackage;
    use crate::ledger::disk::Failing;
    use crate::model::programme::Dialect;

    fn write(
        disk: &Disk,
        folder: &Path,
        standard: &str,
        content: &str,
    ) -> Result<Written, LedgerError> {
        let names = [standard.to_owned()];
        let description = datapackage(&[], &names, Dialect::default());
        let standards = [(standard.to_owned(), b"title: A\n".to_vec())];
        write_package(
            disk,
            folder,
            &[("visits.csv", content.into())],
            &standards,
            &description,
        )
    }

    #[test]
    fn an_earlier_export_is_replaced_and_nothing_else_touched() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("deep/export");
        let disk = Disk::default();
        assert_eq!(
            write(&disk, &folder, "a.yaml", "one").unwrap(),
            Written::New
        );
        std::fs::write(folder.join("chart.ods"), "mine").unwrap();
        assert_eq!(
            write(&disk, &folder, "b.yaml", "two").unwrap(),
            Written::Replaced
        );
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
        assert_eq!(read("visits.csv").as_deref(), Some("two"));
        assert_eq!(read("chart.ods").as_deref(), Some("mine"));
        assert_eq!(read("standards/a.yaml"), None);
        assert!(read("standards/b.yaml").is_some());
    }

    #[test]
    fn a_foreign_folder_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let disk = Disk::default();
        for description in [None, Some("{\"name\": \"theirs\"}"), Some("no json")] {
            std::fs::write(root.path().join("visits.csv"), "mine").unwrap();
            if let Some(description) = description {
                std::fs::write(root.path().join(DATAPACKAGE), description).unwrap();
            }
            assert!(write(&disk, root.path(), "a.yaml", "one").is_err());
            let kept = std::fs::read_to_string(root.path().join("visits.csv")).unwrap();
            assert_eq!(kept, "mine");
        }
    }

    #[test]
    fn an_export_that_was_broken_off_is_gone_on_with() {
        for how in [Failing::Once, Failing::FromThenOn] {
            for at in 1.. {
                let root = tempfile::tempdir().unwrap();
                let folder = root.path().join("export");
                let written = write(&Disk::failing(at, how), &folder, "a.yaml", "one");
                let next = write(&Disk::default(), &folder, "b.yaml", "two");
                assert!(next.is_ok(), "{how:?} {at}: {next:?}");
                let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
                assert_eq!(read("visits.csv").as_deref(), Some("two"));
                assert_eq!(read("standards/a.yaml"), None, "{how:?} {at}");
                assert_eq!(read(BEGUN), None);
                if written.is_ok() {
                    break;
                }
            }
        }
    }

    #[test]
    fn a_description_without_end_is_not_read() {
        let root = tempfile::tempdir().unwrap();
        let file = std::fs::File::create(root.path().join(DATAPACKAGE)).unwrap();
        file.set_len(1 << 40).unwrap();
        assert!(write(&Disk::default(), root.path(), "a.yaml", "one").is_err());
    }

    #[test]
    fn a_disk_that_fails_leaves_each_file_whole() {
        for at in 1.. {
            let root = tempfile::tempdir().unwrap();
            let folder = root.path().join("export");
            write(&Disk::default(), &folder, "a.yaml", "old and long").unwrap();
            let disk = Disk::failing(at, Failing::Once);
            let written = write(&disk, &folder, "b.yaml", "new and long too");
            let content = std::fs::read_to_string(folder.join("visits.csv")).unwrap();
            assert!(["old and long", "new and long too"].contains(&content.as_str()));
            // The next one puts it right.
            assert!(write(&Disk::default(), &folder, "b.yaml", "new").is_ok());
            if written.is_ok() {
                break;
            }
        }
    }
}
