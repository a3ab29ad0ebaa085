//! The sentences of what is handed on, in the language asked for. A report is made in English; the packed
//! table `sentences.txt` has each sentence once in every language, with places for what varies:
//! `{1}` stays as it is (a name, what somebody wrote), `{#1}` too and is a figure, and `{a}` is words of
//! ours, told again (`{A}`: at the beginning of a sentence). What the table does not know stays English.

use std::sync::LazyLock;

use super::lower_first;
use super::wording::upper_first;
use crate::files::built_in;
use crate::model::text::Language;

/// A piece of a template.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Piece {
    Words(&'static str),
    Place(Holds, &'static str),
}

/// What may stand in a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Holds {
    Anything,
    Figure,
    Words,
}

/// A sentence in every language, English first.
struct Template(Vec<Vec<Piece>>);

/// The codes of the languages, and all templates in their order.
static TABLE: LazyLock<(Vec<&str>, Vec<Template>)> = LazyLock::new(|| {
    let text: &'static str = built_in::sentences().leak();
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let codes = lines.next().unwrap_or_default().split(" | ").collect();
    let templates = lines.map(|line| Template(line.split(" | ").map(pieces).collect()));
    (codes, templates.collect())
});

fn pieces(mut text: &'static str) -> Vec<Piece> {
    let mut all = Vec::new();
    while let Some((before, (name, after))) = text
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        if !before.is_empty() {
            all.push(Piece::Words(before));
        }
        let is_words = name.starts_with(|first: char| first.is_ascii_alphabetic());
        all.push(match name.strip_prefix('#') {
            Some(name) => Piece::Place(Holds::Figure, name),
            None if is_words => Piece::Place(Holds::Words, name),
            None => Piece::Place(Holds::Anything, name),
        });
        text = after;
    }
    if !text.is_empty() {
        all.push(Piece::Words(text));
    }
    all
}

/// The sentences of one language.
#[derive(Clone, Copy, Debug)]
pub struct Sentences {
    /// The place of the language in a line; 0 is English.
    place: usize,
}

impl Sentences {
    /// The sentences in a language, whatever its region; in English where there are none.
    pub fn of(language: &Language) -> Self {
        let code = language.as_str().split('-').next().unwrap_or_default();
        if code == "en" {
            return Self { place: 0 };
        }
        let known = TABLE.0.iter().position(|known| *known == code);
        Self {
            place: known.unwrap_or(0),
        }
    }

    /// The text told: whole, else line by line and sentence by sentence; what is not known stays.
    pub fn told(self, text: &str) -> String {
        if self.place == 0 {
            return text.into();
        }
        let lines: Vec<String> = text.split('\n').map(|line| self.line(line)).collect();
        lines.join("\n")
    }

    /// Puts the told text into its place.
    pub(super) fn tell(self, text: &mut String) {
        if self.place > 0 {
            *text = self.told(text);
        }
    }

    /// Why something is missing, told.
    pub(super) fn why(self, why: &'static str) -> &'static str {
        let plain = TABLE.1.iter().find_map(|Template(languages)| {
            match (languages[0].as_slice(), languages[self.place].as_slice()) {
                ([Piece::Words(known)], [Piece::Words(told)]) if *known == why => Some(*told),
                _ => None,
            }
        });
        plain.filter(|_| self.place > 0).unwrap_or(why)
    }

    /// As [`super::wording::listed`].
    pub(super) fn listed<T: AsRef<str>>(self, parts: &[T]) -> String {
        match parts {
            [first @ .., last] if !first.is_empty() => {
                let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
                format!(
                    "{} {} {}",
                    first.join(", "),
                    self.told("and"),
                    last.as_ref()
                )
            }
            _ => super::wording::listed(parts),
        }
    }

    fn line(self, line: &str) -> String {
        // Somebody's own words.
        if line.starts_with(['“', '"', '«', '„']) {
            return line.into();
        }
        if let Some(told) = self.whole(line, DEEPEST) {
            return told;
        }
        let ends = line.match_indices(['.', '?', ':']).map(|(at, _)| at + 1);
        let ends: Vec<usize> = ends.filter(|end| line[*end..].starts_with(' ')).collect();
        let known = ends
            .iter()
            .find_map(|end| Some((*end, self.whole(&line[..*end], DEEPEST)?)));
        let (end, told) = match (known, ends.first()) {
            (Some((end, told)), _) => (end, told),
            (None, Some(end)) => (*end, line[..*end].to_owned()),
            (None, None) => return line.into(),
        };
        format!("{told} {}", self.line(&line[end + 1..]))
    }

    /// A text that is one sentence, or a part of one that is so deep within others.
    fn whole(self, text: &str, depth: u8) -> Option<String> {
        TABLE.1.iter().find_map(|Template(languages)| {
            let mut told = None;
            let mut places = Vec::new();
            fits(&languages[0], text, &mut places, &mut |places| {
                told = self.put(&languages[self.place], places, depth);
                told.is_some()
            });
            told
        })
    }

    /// A template with what stood in its places, told where it is ours; `None` where that is not known.
    fn put(self, pieces: &[Piece], places: &[Held], depth: u8) -> Option<String> {
        let mut told = String::new();
        for piece in pieces {
            let (holds, name) = match piece {
                Piece::Words(words) => {
                    told.push_str(words);
                    continue;
                }
                Piece::Place(holds, name) => (holds, name),
            };
            let is_meant = |place: &Piece| matches!(place, Piece::Place(_, it) if it.eq_ignore_ascii_case(name));
            let (_, held) = places.iter().find(|(place, _)| is_meant(place))?;
            if *holds == Holds::Words {
                let words = self.part(held, depth)?;
                let begins = name.starts_with(|first: char| first.is_ascii_uppercase());
                told.push_str(&if begins { upper_first(&words) } else { words });
            } else {
                told.push_str(held);
            }
        }
        Some(told)
    }

    /// A part of a sentence.
    fn part(self, text: &str, depth: u8) -> Option<String> {
        let deeper = depth.checked_sub(1)?;
        self.whole(text, deeper).or_else(|| {
            // Within another sentence it begins with a small letter.
            let upper = upper_first(text);
            let told = (upper != text).then(|| self.whole(&upper, deeper))?;
            Some(lower_first(&told?))
        })
    }
}

/// A place and what stands in it.
type Held<'t> = (Piece, &'t str);

/// How many parts may stand within each other.
const DEEPEST: u8 = 3;

/// Whether a text has the form of a template and `is_right` of what then stands in its places.
fn fits<'t>(
    pieces: &[Piece],
    text: &'t str,
    places: &mut Vec<Held<'t>>,
    is_right: &mut dyn FnMut(&[Held<'t>]) -> bool,
) -> bool {
    let Some((piece, rest)) = pieces.split_first() else {
        return text.is_empty() && is_right(places);
    };
    let holds = match piece {
        Piece::Words(words) => {
            let after = text.strip_prefix(words);
            return after.is_some_and(|after| fits(rest, after, places, is_right));
        }
        Piece::Place(holds, _) => *holds,
    };
    let n = places.len();
    let mut held = |end: usize| {
        if end == 0 || holds == Holds::Figure && !is_figure(&text[..end]) {
            return false;
        }
        places.push((*piece, &text[..end]));
        let is_fit = fits(rest, &text[end..], places, is_right);
        places.truncate(n);
        is_fit
    };
    match rest.first() {
        Some(Piece::Words(next)) => text.match_indices(next).any(|(end, _)| held(end)),
        _ => held(text.len()),
    }
}

fn is_figure(text: &str) -> bool {
    text.chars()
        .all(|letter| letter.is_ascii_digit() || "+-.,:½".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: &str, text: &str) -> String {
        Sentences::of(&Language::new(code).unwrap()).told(text)
    }

    #[test]
    fn every_sentence_has_the_same_places_in_every_language() {
        let names = |pieces: &[Piece]| {
            let mut names: Vec<String> = pieces
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Place(_, name) => Some(name.to_ascii_lowercase()),
                    Piece::Words(_) => None,
                })
                .collect();
            names.sort();
            names
        };
        let mut known: Vec<&Vec<Piece>> = Vec::new();
        for Template(languages) in &TABLE.1 {
            assert_eq!(languages.len(), TABLE.0.len(), "{languages:?}");
            for other in languages {
                assert_eq!(names(other), names(&languages[0]), "{languages:?}");
            }
            assert!(!known.contains(&&languages[0]), "{languages:?}");
            known.push(&languages[0]);
        }
    }

    #[test]
    fn names_and_figures_stay_and_words_of_ours_are_told_again() {
        #[track_caller]
        fn check(text: &str, french: &str, german: &str) {
            assert_eq!(told("fr", text).replace('\u{a0}', " "), french);
            assert_eq!(told("de-AT", text).replace('\u{a0}', " "), german);
            assert_eq!(told("pt", text), text);
        }
        check("+36.6 clear", "+36.6 net", "+36.6 eindeutig");
        check(
            "St. Ann and Co, at this site: can't tell yet. Likely we are anywhere from 0.6 points behind to 9.2 ahead. About 18 more visits to each would settle it.",
            "St. Ann and Co, sur ce site : encore incertain. Nous sommes probablement quelque part entre 0.6 points de retard et 9.2 d’avance. Environ 18 visites de plus chez chacun trancheraient.",
            "St. Ann and Co, an diesem Standort: noch offen. Wahrscheinlich liegen wir irgendwo zwischen 0.6 Punkten zurück und 9.2 vorn. Etwa 18 weitere Besuche bei jedem würden es entscheiden.",
        );
        check(
            "Whether we are ahead of Us: about 18 more visits to each would settle it.",
            "Sommes-nous devant Us ? Environ 18 visites de plus chez chacun trancheraient.",
            "Liegen wir vor Us? Etwa 18 weitere Besuche bei jedem würden es entscheiden.",
        );
        check(
            "Nobody knows this. Nothing yet.",
            "Nobody knows this. Rien pour l’instant.",
            "Nobody knows this. Noch nichts.",
        );
    }
}
