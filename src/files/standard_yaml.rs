//! A standard's YAML into the model, short form and long. Converted by hand from the tree, so that
//! all mistakes come at once, and checked in the same go: see `standard_check`.

use super::fields::Fields;
use super::standard_check;
use super::standard_yaml_sections::read_sections;
use super::standard_yaml_top::{TOP_KEYS, read_allow, read_scenarios, read_scoring};
use super::yaml::{Key, Node, parse};
use super::yaml_values::Values;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::model::id::{Fingerprint, Id, MAX_ID, slug};
use crate::model::scale::{Level, Scale};
use crate::model::standard::{Item, Reveal, Section, Standard, Version};
use crate::model::text::{Language, Text};
use crate::model::visit::Channel;

/// The version of the file format that this program writes, and the newest that it reads.
pub const FORMAT: u64 = 1;

/// What came of reading a standard.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The standard; `None` when there is any error.
    pub standard: Option<Standard>,
    /// All that is wrong or could be better, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The file as text; the diagnostics' places are in it.
    pub text: String,
}

impl Reading {
    /// How many of the diagnostics are of a severity.
    pub fn n(&self, severity: Severity) -> usize {
        let is_it = |diagnostic: &&Diagnostic| diagnostic.severity == severity;
        self.diagnostics.iter().filter(is_it).count()
    }
}

/// A section being read.
pub(super) struct DraftSection<'a> {
    pub(super) section: Section,
    pub(super) key: Option<&'a Key>,
    pub(super) weight: Option<&'a Node>,
    pub(super) items: Vec<DraftItem<'a>>,
}

/// An item being read: what could be read of it, and its places.
pub(super) struct DraftItem<'a> {
    pub(super) item: Item,
    pub(super) key: &'a Key,
    /// `None` for an item that is only a text.
    pub(super) fields: Option<Fields<'a>>,
    /// Warnings that it silences.
    pub(super) allow: Vec<Code>,
    /// Whether all of it could be read; rules about the whole pass over it otherwise.
    pub(super) is_whole: bool,
}

/// A standard being read: what could be read of it, and its places.
pub(super) struct Draft<'a> {
    pub(super) standard: Standard,
    pub(super) root: Fields<'a>,
    pub(super) sections: Vec<DraftSection<'a>>,
    /// Warnings that the whole file silences.
    pub(super) allow: Vec<Code>,
}

/// Reads a standard. `file_stem` is the file's name without folder and ending: where the file says
/// no `id`, it is made of that.
pub fn read_standard(file_stem: &str, bytes: &[u8]) -> Reading {
    let document = parse(bytes);
    let mut values = Values::new(&document.text, document.diagnostics);
    let standard = document
        .root
        .as_ref()
        .and_then(|root| read_root(root, file_stem, bytes, &mut values));
    let has_error = values.problems.any_error();
    Reading {
        standard: standard.filter(|_| !has_error),
        diagnostics: values.problems.into_list(),
        text: document.text,
    }
}

fn read_root(
    root: &Node,
    file_stem: &str,
    bytes: &[u8],
    values: &mut Values<'_>,
) -> Option<Standard> {
    if is_newer(root, FORMAT, values) {
        return None;
    }
    let fields = Fields::read(root, "a standard", &TOP_KEYS, &mut values.problems)?;
    values.languages = read_languages(&fields, values);
    let scales = read_scales(&fields, values);
    let scenarios = read_scenarios(&fields, values);
    let title = required_text(
        &fields,
        "title",
        start_of(root.span),
        "the standard",
        values,
    );
    let standard = Standard {
        id: read_id(&fields, file_stem, values),
        version: read_version(&fields, values),
        fingerprint: Fingerprint::of(bytes),
        title: title.unwrap_or_else(|| Text::plain("")),
        purpose: optional_text(&fields, "purpose", values),
        languages: values.languages.clone(),
        channels: read_channels(&fields, values),
        customer: optional_text(&fields, "customer", values),
        scoring: read_scoring(&fields, values),
        reveal: read_reveal(&fields, values),
        scenarios,
        sections: Vec::new(),
    };
    let mut draft = Draft {
        standard,
        sections: read_sections(&fields, &scales, values),
        allow: read_allow(&fields, values),
        root: fields,
    };
    for section in &mut draft.sections {
        let items = section.items.iter().map(|item| item.item.clone());
        section.section.items = items.collect();
    }
    let sections = draft.sections.iter().map(|section| section.section.clone());
    draft.standard.sections = sections.collect();
    standard_check::check(&draft, values);
    Some(draft.standard)
}

/// A file of a newer format is refused before anything in it is called wrong.
pub(super) fn is_newer(root: &Node, newest: u64, values: &mut Values<'_>) -> bool {
    let super::yaml::Value::Map(entries) = &root.value else {
        return false;
    };
    let Some(entry) = entries.iter().find(|entry| entry.key.text == "schema") else {
        return false;
    };
    let Some(text) = values.scalar(&entry.value, "`schema`") else {
        return false;
    };
    match crate::model::answer::whole_number(text) {
        Some(version) if version == newest => false,
        Some(version) if version > newest => {
            let message =
                format!("this file is of format {version}, and this program reads format {newest}");
            values.complain(
                Code::NewerFormat,
                entry.value.span,
                message,
                "use a newer version of the program",
            );
            true
        }
        _ => {
            let message = format!("`schema` is the version of the file format, `{newest}`");
            values.complain(
                Code::WrongValue,
                entry.value.span,
                message,
                "the version of the content is `version`",
            );
            false
        }
    }
}

fn read_languages(fields: &Fields<'_>, values: &mut Values<'_>) -> Vec<Language> {
    let mut languages = Vec::new();
    for node in list_of(fields, "languages", values) {
        let Some(text) = values.scalar(node, "a language") else {
            continue;
        };
        match Language::new(text) {
            Some(language) if languages.contains(&language) => values.complain(
                Code::WrongValue,
                node.span,
                format!("the language `{language}` is here a second time"),
                "name it once",
            ),
            Some(language) => languages.push(language),
            None => values.complain(
                Code::WrongValue,
                node.span,
                format!("`{text}` is no language code"),
                "write its two letters, such as `en` or `fr`",
            ),
        }
    }
    if languages.is_empty() {
        languages.push(Language::default());
    }
    languages
}

fn read_id(fields: &Fields<'_>, file_stem: &str, values: &mut Values<'_>) -> Id {
    fields
        .value("id")
        .and_then(|node| values.id(node, "the `id`"))
        .or_else(|| Id::new(&slug(file_stem, '-', MAX_ID)))
        .expect("a slug is an id")
}

fn read_version(fields: &Fields<'_>, values: &mut Values<'_>) -> Version {
    let Some(node) = fields.value("version") else {
        return Version::FIRST;
    };
    let Some(text) = values.scalar(node, "`version`") else {
        return Version::FIRST;
    };
    Version::from_text(text).unwrap_or_else(|| {
        values.complain(
            Code::WrongValue,
            node.span,
            format!("`{text}` is no version"),
            "write whole numbers with dots, such as `1.2.0`",
        );
        Version::FIRST
    })
}

fn read_channels(fields: &Fields<'_>, values: &mut Values<'_>) -> Vec<Channel> {
    let words = Channel::ALL.map(|channel| (channel.name(), channel));
    words_of(fields, "channels", "`channels`", &words, values)
}

fn read_reveal(fields: &Fields<'_>, values: &mut Values<'_>) -> Reveal {
    let words = [
        ("never", Reveal::Never),
        ("review", Reveal::Review),
        ("live", Reveal::Live),
    ];
    fields
        .value("reveal_score")
        .and_then(|node| values.word(node, "`reveal_score`", &words))
        .unwrap_or(Reveal::Review)
}

/// The scales that items share, with their names. Names that could not be read are there all the
/// same, without levels, so that items which use them are not called wrong too.
pub(super) type Scales<'a> = Vec<(&'a str, Option<Vec<Level>>)>;

fn read_scales<'a>(fields: &Fields<'a>, values: &mut Values<'_>) -> Scales<'a> {
    let Some(node) = fields.value("scales") else {
        return Vec::new();
    };
    let Some(scales) = Fields::read_free(node, "`scales`", &mut values.problems) else {
        return Vec::new();
    };
    scales
        .entries()
        .iter()
        .map(|entry| {
            let name = format!("the scale `{}`", entry.key.text);
            let is_id = values
                .id_of(&entry.key.text, entry.key.span, "the name of a scale")
                .is_some();
            let levels = super::standard_yaml_scale::read_levels(&entry.value, &name, values);
            (entry.key.text.as_str(), levels.filter(|_| is_id))
        })
        .collect()
}

/// A text that may not be left out; `place` is where it is said to be missing.
pub(super) fn required_text(
    fields: &Fields<'_>,
    key: &str,
    place: Span,
    whose: &str,
    values: &mut Values<'_>,
) -> Option<Text> {
    if fields.lacks(key) {
        let message = format!("{whose} has no `{key}:`");
        values.complain(Code::MissingKey, place, message, format!("add `{key}: …`"));
    }
    optional_text(fields, key, values)
}

/// A text that may be left out.
pub(super) fn optional_text(
    fields: &Fields<'_>,
    key: &str,
    values: &mut Values<'_>,
) -> Option<Text> {
    let node = fields.value(key)?;
    values.text(node, &format!("`{key}`"))
}

/// The parts of a list that may be left out.
pub(super) fn list_of<'a>(
    fields: &Fields<'a>,
    key: &str,
    values: &mut Values<'_>,
) -> Vec<&'a Node> {
    fields
        .value(key)
        .map(|node| values.list(node, &format!("`{key}`")))
        .unwrap_or_default()
}

/// A list of words of a closed list; a word that is there twice counts once.
pub(super) fn words_of<T: Copy + PartialEq>(
    fields: &Fields<'_>,
    key: &str,
    name: &str,
    words: &[(&str, T)],
    values: &mut Values<'_>,
) -> Vec<T> {
    let mut found = Vec::new();
    for node in list_of(fields, key, values) {
        if let Some(word) = values.word(node, name, words)
            && !found.contains(&word)
        {
            found.push(word);
        }
    }
    found
}

/// The scale of a name.
pub(super) fn scale_of<'s>(scales: &'s Scales<'_>, name: &str) -> Option<&'s Option<Vec<Level>>> {
    scales
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, levels)| levels)
}

/// What stands for a scale that could not be read.
pub(super) const ANY_SCALE: Scale = Scale::YesNo { good: true };

/// The beginning of a map: where something is said to be missing.
pub(super) fn start_of(span: Span) -> Span {
    Span {
        end: span.start,
        ..span
    }
}

#[cfg(test)]
pub(crate) use tests::LOST_CAT;

#[cfg(test)]
#[path = "standard_yaml_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "standard_yaml_hostile_tests.rs"]
mod hostile_tests;
