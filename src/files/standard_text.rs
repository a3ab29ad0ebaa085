//! A standard as YAML in the long form: every default spelt out, the shorthands written in full.
//! Reads back as the same standard, but for its fingerprint.

use super::standard_text_page::Page;
use super::yaml_scalar::scalar;
use crate::model::answer::Value;
use crate::model::condition::{Condition, Test};
use crate::model::duration;
use crate::model::scale::{Band, Better, Choice, Crediting, Scale};
use crate::model::share::Share;
use crate::model::standard::{Cost, CriticalRule, Demand, Item, Reveal, Section, Standard};
use crate::model::text::Language;

/// Gives the long form.
pub fn long_form(standard: &Standard) -> String {
    let mut page = Page {
        text: String::new(),
        standard,
    };
    page.line(0, "schema: 1");
    page.key(0, "id", standard.id.as_str());
    page.key(0, "version", &standard.version.to_string());
    page.text(0, "title", &standard.title);
    page.maybe(0, "purpose", standard.purpose.as_ref());
    let languages: Vec<&str> = standard.languages.iter().map(Language::as_str).collect();
    page.key(0, "languages", &listed(&languages));
    let channels: Vec<&str> = standard
        .channels
        .iter()
        .map(|channel| channel.name())
        .collect();
    page.key(0, "channels", &listed(&channels));
    page.maybe(0, "customer", standard.customer.as_ref());
    scoring(&mut page, standard);
    let reveal = match standard.reveal {
        Reveal::Never => "never",
        Reveal::Review => "review",
        Reveal::Live => "live",
    };
    page.key(0, "reveal_score", reveal);
    scenarios(&mut page, standard);
    match &standard.sections[..] {
        [only] if only.title.is_none() => {
            page.line(0, "\nitems:");
            for one in &only.items {
                item(&mut page, 2, one);
            }
        }
        sections => {
            page.line(0, "\nsections:");
            for one in sections {
                section(&mut page, one);
            }
        }
    }
    page.text
}

fn scoring(page: &mut Page<'_>, standard: &Standard) {
    let scoring = &standard.scoring;
    page.line(0, "scoring:");
    if let Some(target) = scoring.target {
        page.key(2, "target", &percent(target));
    }
    page.line(2, "bands:");
    for band in &scoring.bands {
        page.key(4, &scalar(&band.name), &percent(band.from));
    }
    let critical = match scoring.critical {
        CriticalRule::Fail => "fail".into(),
        CriticalRule::Zero => "zero".into(),
        CriticalRule::Cap(cap) => format!("{{cap: {}}}", percent(cap)),
    };
    page.key(2, "critical", &critical);
    page.key(2, "bonus_limit", &percent(scoring.bonus_limit));
    page.key(2, "minimum_coverage", &percent(scoring.minimum_coverage));
}

fn scenarios(page: &mut Page<'_>, standard: &Standard) {
    if standard.scenarios.is_empty() {
        return;
    }
    page.line(0, "\nscenarios:");
    for scenario in &standard.scenarios {
        page.line(2, &format!("{}:", scenario.id));
        page.text(4, "title", &scenario.title);
        page.maybe(4, "persona", scenario.persona.as_ref());
        page.maybe(4, "brief", scenario.brief.as_ref());
        if let Some(same_as) = &scenario.same_as {
            page.key(4, "same_as", same_as.as_str());
        }
    }
}

fn section(page: &mut Page<'_>, section: &Section) {
    page.line(2, &format!("{}:", section.id));
    page.maybe(4, "title", section.title.as_ref());
    if let Some(weight) = section.weight {
        page.key(4, "weight", &weight.to_string());
    }
    if let Some(minimum) = section.minimum {
        page.key(4, "minimum", &percent(minimum));
    }
    page.line(4, "items:");
    for one in &section.items {
        item(page, 6, one);
    }
}

fn item(page: &mut Page<'_>, indent: usize, item: &Item) {
    page.line(indent, &format!("{}:", item.id));
    let indent = indent + 2;
    page.text(indent, "ask", &item.ask);
    scale(page, indent, &item.scale);
    page.maybe(indent, "guidance", item.guidance.as_ref());
    page.maybe(indent, "why", item.why.as_ref());
    page.key(indent, "points", &item.points.to_string());
    page.key(indent, "scored", yes_no(item.scored));
    page.key(indent, "critical", yes_no(item.critical));
    page.key(indent, "bonus", yes_no(item.bonus));
    page.key(indent, "remark", demand(item.remark));
    page.key(indent, "evidence", demand(item.evidence));
    let may = if item.may_not_apply {
        "allowed"
    } else {
        "never"
    };
    page.key(indent, "not_applicable", may);
    page.key(indent, "promise", yes_no(item.promise));
    conditions(page, indent, &item.when);
    if !item.only.is_empty() {
        let roles: Vec<&str> = item.only.iter().map(|role| role.name()).collect();
        page.key(indent, "only", &listed(&roles));
    }
    if !item.was.is_empty() {
        let ids: Vec<&str> = item.was.iter().map(crate::model::id::Id::as_str).collect();
        page.key(indent, "was", &listed(&ids));
    }
    page.maybe(indent, "training", item.training.as_ref());
    page.maybe(indent, "owner", item.owner.as_ref());
    if let Some(cost) = item.cost {
        let word = match cost {
            Cost::Free => "free",
            Cost::Low => "low",
            Cost::High => "high",
        };
        page.key(indent, "cost", word);
    }
    if !item.tags.is_empty() {
        page.line(indent, "tags:");
        for (key, value) in &item.tags {
            page.key(indent + 2, &scalar(key), &scalar(value));
        }
    }
}

fn scale(page: &mut Page<'_>, indent: usize, scale: &Scale) {
    match scale {
        Scale::YesNo { good } => page.key(indent, "good", yes_no(*good)),
        Scale::Levels(levels) => {
            page.line(indent, "levels:");
            for level in levels {
                page.line(indent + 2, &format!("{}:", level.value));
                page.text(indent + 4, "label", &level.label);
                page.key(indent + 4, "credit", &level.credit.to_string());
            }
        }
        Scale::Choice(choices) => options(page, indent, "options", choices, true),
        Scale::Several(choices, crediting) => {
            let is_given = *crediting == Crediting::Given;
            options(page, indent, "tick", choices, is_given);
        }
        Scale::Duration(bands) => thresholds(page, indent, "within", bands, duration::typed),
        Scale::Count(bands, better) => {
            let key = match better {
                Better::Fewer => "up_to",
                Better::More => "at_least",
            };
            thresholds(page, indent, key, bands, |count| count.to_string());
        }
        Scale::Tally { of } => page.text(indent, "tally", of),
        Scale::Number { unit } => page.text(indent, "number", unit),
        Scale::Text => page.key(indent, "text", "true"),
    }
}

fn options(page: &mut Page<'_>, indent: usize, key: &str, choices: &[Choice], has_credits: bool) {
    page.line(indent, &format!("{key}:"));
    for choice in choices {
        page.line(indent + 2, &format!("{}:", choice.id));
        page.text(indent + 4, "label", &choice.label);
        if has_credits {
            page.key(indent + 4, "credit", &choice.credit.to_string());
        }
    }
}

fn thresholds(
    page: &mut Page<'_>,
    indent: usize,
    key: &str,
    bands: &[Band],
    spelt: impl Fn(u64) -> String,
) {
    let bands: Vec<String> = bands
        .iter()
        .map(|band| format!("{}: {}", spelt(band.threshold), band.credit))
        .collect();
    page.key(indent, key, &format!("{{{}}}", bands.join(", ")));
}

fn conditions(page: &mut Page<'_>, indent: usize, conditions: &[Condition]) {
    if conditions.is_empty() {
        return;
    }
    page.line(indent, "when:");
    let mut rest = conditions;
    while let [first, ..] = rest {
        let n = rest.iter().take_while(|one| one.item == first.item).count();
        let (same, behind) = rest.split_at(n);
        rest = behind;
        let scale = page.standard.item(&first.item).map(|item| &item.scale);
        let is_time = matches!(scale, Some(Scale::Duration(_)));
        let tests: Vec<String> = same.iter().map(|one| test(&one.test, is_time)).collect();
        let value = match &first.test {
            Test::AnyOf(_) => tests.concat(),
            _ => format!("{{{}}}", tests.join(", ")),
        };
        page.key(indent + 2, first.item.as_str(), &value);
    }
}

fn test(test: &Test, is_time: bool) -> String {
    let limit = |limit: u64| {
        if is_time {
            duration::typed(limit)
        } else {
            limit.to_string()
        }
    };
    match test {
        Test::AtLeast(least) => format!("at_least: {}", limit(*least)),
        Test::AtMost(most) => format!("at_most: {}", limit(*most)),
        Test::AnyOf(wanted) => {
            let wanted: Vec<String> = wanted.iter().map(answer).collect();
            listed(&wanted)
        }
    }
}

fn answer(value: &Value) -> String {
    match value {
        Value::Duration(seconds) => duration::typed(*seconds),
        other => other.to_string(),
    }
}

fn listed<S: AsRef<str>>(words: &[S]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    format!("[{}]", words.join(", "))
}

fn yes_no(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

fn demand(demand: Demand) -> &'static str {
    match demand {
        Demand::Never => "never",
        Demand::OnLow => "on_low",
        Demand::OnTop => "on_top",
        Demand::Always => "always",
    }
}

/// A share in percent, exactly.
fn percent(share: Share) -> String {
    const PERCENT: u32 = crate::model::share::WHOLE / 100;
    let (whole, part) = (share.billionths() / PERCENT, share.billionths() % PERCENT);
    let digits = format!("{part:07}");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        whole.to_string()
    } else {
        format!("{whole}.{digits}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::built_in;
    use super::super::standard_yaml::read_standard;
    use super::*;

    #[track_caller]
    fn reads_back(standard: &Standard) {
        let long = long_form(standard);
        let reading = read_standard("other", long.as_bytes());
        assert!(
            reading.standard.is_some(),
            "{:#?}\n{long}",
            reading.diagnostics
        );
        let mut again = reading.standard.unwrap();
        assert_ne!(again.fingerprint.as_str(), "");
        again.fingerprint = standard.fingerprint.clone();
        assert_eq!(again, *standard, "{long}");
    }

    #[test]
    fn the_long_form_of_every_standard_reads_back() {
        for built_in in built_in::ALL {
            reads_back(
                &read_standard(built_in.id, &built_in.yaml())
                    .standard
                    .unwrap(),
            );
        }
        let lost_cat = super::super::standard_yaml::LOST_CAT;
        reads_back(
            &read_standard("lost-cat", lost_cat.as_bytes())
                .standard
                .unwrap(),
        );
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[A-Za-zé日 ?!:#,'\"{}\\[\\]&*%@`|>~\\\\-]{0,12}",
            "\\PC{1,100}",
            "([a-z]{1,9} ){20}",
            Just("null".to_owned()),
            Just("yes".to_owned()),
            Just("- x".to_owned()),
        ]
        .prop_map(|text| format!("qq{}", text.trim()).trim().to_owned())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_texts_and_thresholds_read_back(
            texts in proptest::collection::vec(text(), 4),
            (first, step) in (0_u64..100_000, 1_u64..100_000),
            credits in proptest::collection::vec(0.0..=1.0_f64, 2),
            target in 0..=1_000_000_000_u32,
            points in 0.001..10_000.0_f64,
        ) {
            let [title, ask, label, tag] = &texts[..] else { unreachable!("four of them") };
            let yaml = format!(
                "title: {}\nscoring: {{target: {}}}\nitems:\n  a: {{ask: {}, within: {{{first}: {}, {}: {}}}, points: {points}}}\n  b: {{ask: B, best_first: [{}, Another], tags: {{k: {}}}, when: {{a: {{at_least: {first}, at_most: {}}}}}}}\n",
                scalar_in_flow(title), f64::from(target) / 1e7, scalar_in_flow(ask), credits[0], first + step, credits[1], scalar_in_flow(label), scalar_in_flow(tag), first + step,
            );
            let reading = read_standard("x", yaml.as_bytes());
            prop_assert!(reading.standard.is_some(), "{:#?}\n{yaml}", reading.diagnostics);
            reads_back(&reading.standard.unwrap());
        }
    }

    /// As JSON writes it, which is YAML too.
    fn scalar_in_flow(text: &str) -> String {
        serde_json::to_string(text).unwrap()
    }
}
