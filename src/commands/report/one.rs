//! `mystery report VISIT`: one visit for the person in charge of that place.

use anyhow::Result;

use super::{WhatArgs, say_blotted};
use crate::analysis::sharing::{Sharing, without_names_of_competitors};
use crate::commands::context::Context;
use crate::commands::show::finished_visit;
use crate::commands::standards::exact_standard;
use crate::ledger::Ledger;
use crate::ledger::bounded::at_most;
use crate::model::visit::Visit;
use crate::report::board::Withheld;
use crate::report::one_visit::one_visit;
use crate::report::picture::{LARGEST, Picture};
use crate::report::scorecard::Showing;
use crate::report::wording::question;
use crate::scoring::score;

/// Makes the report of the visit that is meant; with all its words and evidence where they are asked for.
pub(super) fn make(context: &Context, meant: &str, args: &WhatArgs) -> Result<()> {
    let ledger = context.open_ledger()?;
    let finished = finished_visit(context, &ledger, &ledger.briefs()?, meant)?;
    let whole = finished.visit;
    let (visit, withheld, sharing) = if args.full {
        let mut one = vec![whole.clone()];
        without_names_of_competitors(&mut one);
        (one.remove(0), None, None)
    } else {
        let visits = ledger.visits()?.all.into_iter();
        let all: Vec<Visit> = visits.map(|it| it.visit).collect();
        let sharing = Sharing::among(&all, &args.keep.words);
        let mut one = whole.clone();
        sharing.clean(&mut one);
        let withheld = withheld(&whole, &one);
        (one, Some(withheld), Some(sharing))
    };
    let standard = exact_standard(context, &ledger, &visit.facts.standard)?;
    let scored = standard.as_ref().map(|it| (it, score(it, &visit)));
    let programme = ledger.programme();
    let own = standard.as_ref().and_then(|it| it.languages.first());
    let asked = context.language.as_ref();
    let language = asked
        .or(programme.defaults.language.as_ref())
        .or(own)
        .cloned();
    let language = language.unwrap_or_default();
    let showing = Showing {
        visit: &visit,
        judged: scored
            .as_ref()
            .map(|(standard, scorecard)| (*standard, scorecard)),
        language: &language,
    };
    let pictures = pictures(&ledger, &showing);
    let report = one_visit(&showing, pictures, withheld);
    let file = args.output.as_deref();
    context.deliver_report_in(&report, file, programme.spreadsheet, Some(&language))?;
    if let Some(sharing) = sharing {
        say_blotted(context, &sharing);
    }
    Ok(())
}

/// What of a visit's words is not in the one that may be passed on.
fn withheld(whole: &Visit, shared: &Visit) -> Withheld {
    let mut withheld = Withheld::default();
    for (before, after) in whole.answers.iter().zip(&shared.answers) {
        let texts = [
            (before.remark.clone(), after.remark.clone()),
            (before.reason.clone(), after.reason.clone()),
            (text_of(before), text_of(after)),
        ];
        for (before, after) in texts {
            if !before.trim().is_empty() && after.is_empty() {
                withheld.n_silent = 1;
            }
        }
    }
    withheld
}

fn text_of(answer: &crate::model::answer::Answer) -> String {
    match &answer.value {
        Some(crate::model::answer::Value::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// The evidence of a visit, each with the question that it belongs to; small pictures with their bytes.
fn pictures(ledger: &Ledger, showing: &Showing) -> Vec<Picture> {
    let standard = showing.judged.map(|(standard, _)| standard);
    let mut pictures = Vec::new();
    for answer in &showing.visit.answers {
        let item = standard.and_then(|it| it.item(&answer.item));
        for name in &answer.evidence {
            let path = ledger.evidence_file(name);
            let bytes = path.and_then(|path| at_most(&path, LARGEST).ok());
            let caption = question(item, &answer.item, showing.language).to_owned();
            pictures.push(Picture::new(caption, name.clone(), bytes));
        }
    }
    pictures
}
