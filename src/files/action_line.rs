//! What was decided, one line of JSON for each thing that happened to it.

use serde::{Deserialize, Serialize};

use super::json_line::of_json;
use crate::model::action::{Action, ActionEvent};
use crate::model::id::Id;
use crate::model::moment::Moment;
use crate::model::visit::VisitId;

/// The format that is written, and the newest that is read.
const FORMAT: u64 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    format: u64,
    at: String,
    action: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    visit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shown_by: Option<String>,
}

/// The line, with its line feed.
pub fn action_line(event: &ActionEvent) -> String {
    let raw = match event {
        ActionEvent::Added(action) => Raw {
            format: FORMAT,
            at: action.at.to_string(),
            action: action.id.clone(),
            what: Some(action.what.clone()),
            who: Some(action.who.clone()).filter(|who| !who.is_empty()),
            due: action.due.map(|due| due.to_string()),
            item: Some(action.item.to_string()),
            visit: action.visit.as_ref().map(ToString::to_string),
            shown_by: None,
        },
        ActionEvent::Closed { id, at, visit } => Raw {
            format: FORMAT,
            at: at.to_string(),
            action: id.clone(),
            what: None,
            who: None,
            due: None,
            item: None,
            visit: None,
            shown_by: Some(visit.to_string()),
        },
    };
    serde_json::to_string(&raw).expect("a line is made of texts and a number") + "\n"
}

/// Reads a line, or says what is wrong with it.
pub fn read_action_line(line: &str) -> Result<ActionEvent, String> {
    let raw: Raw =
        of_json(line.as_bytes(), FORMAT, "no action").map_err(|wrong| wrong.to_string())?;
    let at = Moment::from_record(&raw.at).ok_or("no action: `at` is no time")?;
    let visit = |text: Option<String>| match text {
        None => Ok(None),
        Some(text) => VisitId::new(&text)
            .map(Some)
            .ok_or(format!("no action: `{text}` is no visit id")),
    };
    match (raw.what, raw.item, raw.shown_by) {
        (Some(what), Some(item), None) => {
            let due = match raw.due {
                None => None,
                Some(due) => Some(due.parse().map_err(|_| "no action: `due` is no day")?),
            };
            Ok(ActionEvent::Added(Action {
                id: raw.action,
                at,
                what,
                who: raw.who.unwrap_or_default(),
                due,
                item: Id::new(&item).ok_or("no action: `item` is no id")?,
                visit: visit(raw.visit)?,
                shown_by: None,
            }))
        }
        (None, None, Some(shown_by)) => Ok(ActionEvent::Closed {
            id: raw.action,
            at,
            visit: visit(Some(shown_by))?.expect("one was given"),
        }),
        _ => Err("no action: it is neither decided nor closed".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_as_it_was_written() {
        let at = Moment::from_record("2026-11-20T14:05:00-06:00").unwrap();
        let visit = VisitId::new("2026-11-20-city-main-k3zq").unwrap();
        let action = Action {
            id: "k3zq".into(),
            at,
            what: "Say \"hello\"\nfirst".into(),
            who: "front desk".into(),
            due: "2026-12-01".parse().ok(),
            item: Id::new("greeting").unwrap(),
            visit: Some(visit.clone()),
            shown_by: None,
        };
        let id = action.id.clone();
        for event in [
            ActionEvent::Added(action.clone()),
            ActionEvent::Added(Action {
                who: String::new(),
                due: None,
                visit: None,
                ..action
            }),
            ActionEvent::Closed { id, at, visit },
        ] {
            let line = action_line(&event);
            assert_eq!(line.matches('\n').count(), 1);
            assert_eq!(read_action_line(&line), Ok(event));
        }
    }

    #[test]
    fn what_is_no_action_says_why() {
        let why = |line: &str| read_action_line(line).unwrap_err();
        assert!(why("{\"format\":2,\"more\":1}").contains("newer version"));
        assert!(
            why("{\"format\":1,\"at\":\"2026-11-20T14:05:00-06:00\",\"action\":\"a\"}")
                .contains("neither")
        );
        assert!(why("x").starts_with("no action"));
    }
}
