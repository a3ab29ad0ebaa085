//! Which ledger is meant: the option, the variable, the nearest folder upward, or the one among the
//! person's documents. Looks, and makes nothing.

use std::path::{Path, PathBuf};

use super::layout::{PROGRAMME, shown};

/// How the ledger was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// `--ledger` names it.
    Option,
    /// `MYSTERY_LEDGER` names it.
    Environment,
    /// It is the nearest folder upward with a `mystery.yaml`.
    Upward,
    /// It is among the person's documents.
    Documents,
}

/// A ledger that may or may not be there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Located {
    /// Its folder.
    pub path: PathBuf,
    /// How it was found.
    pub how: How,
    /// Whether the folder is there.
    pub exists: bool,
}

impl Located {
    /// What every command says that reads or writes it: `Ledger: ~/Documents/mystery-audits.`
    pub fn sentence(&self) -> String {
        format!("Ledger: {}.", shown(&self.path))
    }
}

/// Finds the ledger that is meant; `option` is that of the command line.
pub fn locate(option: Option<&Path>) -> Located {
    let named = |path: PathBuf, how| Located {
        exists: path.is_dir(),
        path,
        how,
    };
    if let Some(path) = option {
        return named(path.to_owned(), How::Option);
    }
    if let Some(path) = std::env::var_os("MYSTERY_LEDGER").filter(|path| !path.is_empty()) {
        return named(path.into(), How::Environment);
    }
    if let Some(path) = std::env::current_dir().ok().as_deref().and_then(upward) {
        return named(path, How::Upward);
    }
    let folder = dirs::document_dir()
        .filter(|folder| folder.is_dir())
        .or_else(dirs::home_dir)
        .unwrap_or_else(|| PathBuf::from("."));
    named(folder.join("mystery-audits"), How::Documents)
}

fn upward(from: &Path) -> Option<PathBuf> {
    from.ancestors()
        .find(|folder| folder.join(PROGRAMME).is_file())
        .map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_upward_with_a_programme_is_the_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let outer = folder.path().join("outer");
        let inner = outer.join("a/inner");
        std::fs::create_dir_all(inner.join("b/c")).unwrap();
        assert_eq!(upward(&inner.join("b/c")), None);
        for ledger in [&outer, &inner] {
            std::fs::write(ledger.join(PROGRAMME), "schema: 1\n").unwrap();
        }
        assert_eq!(upward(&inner.join("b/c")), Some(inner.clone()));
        assert_eq!(upward(&inner), Some(inner));
        assert_eq!(upward(&outer.join("a")), Some(outer));
    }

    #[test]
    fn the_option_comes_first() {
        let located = locate(Some(Path::new("nowhere/at/all")));
        assert_eq!((located.how, located.exists), (How::Option, false));
        assert_eq!(located.sentence(), "Ledger: nowhere/at/all.");
    }
}
