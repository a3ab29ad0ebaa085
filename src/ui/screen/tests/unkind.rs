//! Words that are hard to set, on every page: wide and combining letters, words longer than a line,
//! no guidance, forty options, long names.

use super::pictures::pictured;
use super::*;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::scale::{Choice, Scale};
use crate::model::share::Credit;
use crate::model::text::Text;
use crate::model::visit::Name;
use crate::walk::Walk;
use crate::walk::sample::{facts, standard};

/// Wide letters, combining ones, and a word longer than any line.
const LONG_WORDS: &str = "日本語のテキストも幅が広い e\u{301}te\u{301} \
    Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung_ohne_eine_einzige_Lücke";

/// Texts as nobody should write them.
fn unkind() -> Standard {
    let mut standard = standard();
    let items = &mut standard.sections[0].items;
    items[0].ask = Text::plain(
        "ウェルカムされましたか、そして入口はきれいでしたか。 \
         Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung e\u{301}e\u{301} \u{1b}[31m\u{202e}?",
    );
    items[0].guidance = None;
    items[0].why = Some(Text::plain(""));
    let options = (1..=40).map(|n| Choice {
        id: Id::from_text(&format!("option {n}")),
        label: Text::plain(format!("Option {n}, with a label that needs room")),
        credit: Credit::FULL,
    });
    items[1].scale = Scale::Choice(options.collect());
    items[1].guidance = Some(Text::plain("Any of them will do. ".repeat(30)));
    standard.sections[0].title = Some(Text::plain("とても長い見出し、とても長い見出し"));
    standard
}

#[test]
fn words_that_are_hard_to_set() {
    pictured("unkind", &unkind(), |_| {});
}

#[test]
fn rows_and_notes_that_are_hard_to_set() {
    pictured("unkind_list", &unkind(), |sitting| {
        sitting.press("l");
    });
    pictured("unkind_review", &unkind(), |sitting| {
        sitting.press("y 3 9 Enter g 3 . 4 Enter");
        sitting.write(LONG_WORDS).press("Ctrl+s r");
    });
    pictured("unkind_palette", &unkind(), |sitting| {
        sitting.press("g");
    });
    pictured("unkind_known", &unkind(), |sitting| {
        sitting.press("c").write(LONG_WORDS).press("Ctrl+s a");
        sitting.write(&"photo/".repeat(20)).press("Enter m");
        sitting.write(LONG_WORDS).press("Ctrl+s");
    });
    pictured("unkind_names", &unkind(), |sitting| {
        let mut facts = facts(sitting.kept.walk.standard(), Role::Competitor);
        facts.organisation = Name::new("東京動物愛護センター本部、とても長い名前").unwrap();
        facts.site = Name::new("Donaudampfschifffahrtsgesellschaftsstrasse 12").unwrap();
        sitting.kept.entries[0].event = Event::Started(Box::new(facts));
        let standard = sitting.kept.walk.standard();
        sitting.kept.walk = Walk::replay(standard, &sitting.kept.entries).unwrap();
        sitting.press("t g 2 . 1 Enter t");
    });
}

#[test]
fn forty_options() {
    pictured("forty", &unkind(), |sitting| {
        sitting.press("y Left Left Left");
    });
}

#[test]
fn an_option_by_its_number() {
    pictured("forty_field", &unkind(), |sitting| {
        sitting.press("y 3 9");
    });
}
