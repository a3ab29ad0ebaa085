//! Where a standard named on the command line comes from: a file, the ledger, or the program itself.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::commands::context::Context;
use crate::commands::failure::Failure;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::built_in;
use crate::files::fields::nearest;
use crate::files::standard_yaml::{Reading, read_standard};
use crate::ledger::Ledger;
use crate::ledger::bounded::yaml_file;
use crate::ledger::locate::locate;
use crate::model::id::Id;
use crate::model::programme::Dialect;
use crate::model::standard::Standard;
use crate::model::text::Language;
use crate::render::Page;
use crate::render::snippet::snippet;
use crate::ui::output::Look;

/// A standard's bytes, and where they are from.
#[derive(Clone, Debug)]
pub struct Source {
    /// As it was named: a path or an id.
    pub name: String,
    /// The file's name without ending, or the id: what a file without an `id` is called.
    pub stem: String,
    /// The file; `None` for a built-in standard.
    pub path: Option<PathBuf>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Reads it: the standard, or all that is wrong.
    pub fn read(&self) -> Reading {
        read_standard(&self.stem, &self.bytes)
    }
}

/// Opens the ledger that is meant where there is one, and says which. Commands that can do without
/// a ledger go on where it cannot be used, aloud.
pub fn ledger_if_any(context: &Context) -> Option<Ledger> {
    let located = locate(context.ledger.as_deref());
    if !located.exists {
        return None;
    }
    context.output.say(&located.sentence());
    match Ledger::open(&located.path) {
        Ok(ledger) => Some(ledger),
        Err(error) => {
            context.output.say(&format!("Not used: {error}."));
            None
        }
    }
}

/// As [`ledger_if_any`], where it is said elsewhere.
pub fn ledger_again(context: &Context) -> Option<Ledger> {
    Ledger::open(&locate(context.ledger.as_deref()).path).ok()
}

/// Finds a standard: of the ledger by its id, else a built-in one, else a file.
pub fn find(name: &Path, ledger: Option<&Ledger>) -> Result<Source> {
    let shown = name.display().to_string();
    if let Some(id) = name.to_str().and_then(Id::new) {
        if let Some(ledger) = ledger {
            let path = ledger.layout().standard(&id);
            if path.symlink_metadata().is_ok() {
                return from_file(&path, shown);
            }
        }
        if let Some(found) = built_in::find(&id) {
            return Ok(Source {
                name: shown.clone(),
                stem: shown,
                path: None,
                bytes: found.yaml(),
            });
        }
    }
    let looks_like_a_file =
        name.extension().is_some() || name.components().count() > 1 || name.exists();
    if looks_like_a_file {
        return from_file(name, shown);
    }
    let mut known: Vec<String> = built_in::ALL.iter().map(|one| one.id.into()).collect();
    let own = ledger.and_then(|ledger| ledger.standards().ok());
    known.extend(own.into_iter().flatten().map(|id| id.to_string()));
    // An id is small letters; whoever types a capital means the same one.
    let small = shown.to_lowercase();
    if small != shown && known.contains(&small) {
        return find(Path::new(&small), ledger);
    }
    let failure = Failure::could_not(format!("there is no standard `{shown}`"));
    let near = nearest(&shown, known.iter().map(String::as_str));
    Err(match near {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("all there are: mystery standard list"),
    }
    .into())
}

fn from_file(path: &Path, name: String) -> Result<Source> {
    let bytes = yaml_file(path)
        .map_err(|error| Failure::could_not(format!("cannot read `{name}`: {}", why(&error))))?;
    let stem = path.file_stem().unwrap_or_default();
    Ok(Source {
        name,
        stem: stem.to_string_lossy().into_owned(),
        path: Some(path.to_owned()),
        bytes,
    })
}

/// Why a file could not be read, in ordinary words.
fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "you are not allowed to".into(),
        _ => error.to_string(),
    }
}

/// The standard of a source that can be used. Else its errors are shown, and the command ends.
pub fn usable(context: &Context, source: &Source) -> Result<Standard> {
    let reading = source.read();
    if let Some(standard) = reading.standard {
        return Ok(standard);
    }
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    let errors: Vec<&Diagnostic> = reading.diagnostics.iter().filter(is_error).collect();
    let drawn = drawn(&errors, &source.name, &reading.text, context.output.err);
    context.output.say_drawn(&drawn);
    let message = format!("the standard `{}` cannot be used as it is", source.name);
    Err(Failure::could_not(message)
        .hint(format!(
            "check it again with: mystery standard check {}",
            source.name
        ))
        .into())
}

/// A usable standard, the language that its texts are shown in (as asked for, else as the programme
/// says, else its own first one), and the person's own spreadsheet.
pub fn in_language(
    context: &Context,
    name: &Path,
) -> Result<(Standard, Language, Option<Dialect>)> {
    let ledger = ledger_if_any(context);
    let standard = usable(context, &find(name, ledger.as_ref())?)?;
    let programme = ledger.as_ref().map(Ledger::programme);
    let asked = context.language.as_ref();
    let language = asked
        .or_else(|| programme.and_then(|it| it.defaults.language.as_ref()))
        .or(standard.languages.first())
        .cloned();
    let dialect = programme.and_then(|programme| programme.spreadsheet);
    Ok((standard, language.unwrap_or_default(), dialect))
}

/// Draws diagnostics with a line between them.
pub fn drawn(diagnostics: &[&Diagnostic], name: &str, text: &str, look: Look) -> String {
    let page = Page {
        width: look.width,
        has_color: look.has_color,
        ..Page::default()
    };
    diagnostics
        .iter()
        .map(|diagnostic| snippet(diagnostic, name, text, &page) + "\n")
        .collect()
}
