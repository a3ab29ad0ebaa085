//! The text of a new `mystery.yaml`: what is known, and beside it, as comments, what may be said.

use std::fmt::Write;

use crate::model::programme::{DecimalMark, Dialect, Separator};
use crate::model::visit::Name;

/// What is known when a ledger is set up.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct NewProgramme {
    /// Who we are.
    pub organisation: Option<Name>,
    /// Whom we compare with.
    pub competitors: Vec<Name>,
    /// The code of the auditor who sets it up.
    pub auditor: Option<String>,
    /// What exports write; `None` where nothing was said.
    pub spreadsheet: Option<Dialect>,
}

/// The text of `mystery.yaml`.
pub fn programme_text(new: &NewProgramme) -> String {
    let mut text = String::from(
        "# The programme of this ledger: who you are, whom you compare with, how you write.\n\
         # Everything may be changed by hand; what begins with # is only an example.\n\
         schema: 1\n\n",
    );
    let mut line =
        |content: String| writeln!(text, "{content}").expect("a String takes all that is written");
    match &new.organisation {
        Some(name) => line(format!("organisation: {}", quoted(name.as_str()))),
        None => line("# organisation: Kansas City Pets".into()),
    }
    line("\n# The places you compare yourself with. More may be said of each:".into());
    line("#   - {name: Riverside, kind: private, size: small, distance: 12 km, sites: [{name: Main Street, type: shelter}]}".into());
    if new.competitors.is_empty() {
        line("competitors: []".into());
    } else {
        line("competitors:".into());
        for name in &new.competitors {
            line(format!("  - {{name: {}}}", quoted(name.as_str())));
        }
    }
    line("\n# Those who visit, by a code: never by name.".into());
    match &new.auditor {
        Some(code) => line(format!("auditors: [{}]", quoted(code))),
        None => line("# auditors: [a1, a2]".into()),
    }
    line("\n# Named stretches of time, for comparing then with now.".into());
    line("# waves: [{name: autumn, from: 2026-09-01, to: 2026-11-30}]".into());
    line("\n# The difference in points that matters to you.".into());
    line("# matters: 5".into());
    line("\n# What a visit takes where nothing else is said.".into());
    match &new.auditor {
        Some(code) => line(format!("defaults: {{auditor: {}}}", quoted(code))),
        None => line(
            "# defaults: {standard: adoption-counter, auditor: a1, site: Main, language: en}"
                .into(),
        ),
    }
    line("\n# How your spreadsheet program wants its CSV files.".into());
    match new.spreadsheet {
        Some(dialect) => line(spreadsheet_line(dialect)),
        None => line("# spreadsheet: {separator: \";\", decimal: \",\", bom: true}".into()),
    }
    text
}

/// True for a line of `mystery.yaml` that is a comment of ours, as every new one has it.
pub fn is_our_comment(line: &str) -> bool {
    let ours = programme_text(&NewProgramme::default());
    line.starts_with('#') && ours.lines().any(|of_ours| of_ours == line.trim_end())
}

fn spreadsheet_line(dialect: Dialect) -> String {
    let separator = match dialect.separator {
        Separator::Comma => ",",
        Separator::Semicolon => ";",
        Separator::Tab => "\\t",
    };
    let decimal = match dialect.decimal {
        DecimalMark::Dot => ".",
        DecimalMark::Comma => ",",
    };
    format!(
        "spreadsheet: {{separator: \"{separator}\", decimal: \"{decimal}\", bom: {}}}",
        dialect.bom
    )
}

/// The text in double quotes, as JSON and YAML both write it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is a text")
}
