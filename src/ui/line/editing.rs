//! A text, a remark or the notes in the person's own editor, from a line.

use std::io;

use super::LineFrontend;
use crate::ui::editor;
use crate::walk::Walk;
use crate::walk::effect::Field;
use crate::walk::request::Request;

impl LineFrontend {
    /// Opens the editor on what is written so far; what was saved there is asked for next.
    pub(super) fn edit(&mut self, walk: &Walk, field: Field) -> io::Result<()> {
        let at = walk.cursor();
        let answer = walk.record(at).value().map(ToString::to_string);
        let before = match field {
            Field::Text => walk
                .draft(at)
                .map(str::to_owned)
                .or(answer)
                .unwrap_or_default(),
            Field::Remark => walk
                .remark_draft(at)
                .unwrap_or(&walk.record(at).remark)
                .to_owned(),
            Field::Notes => walk.notes().unwrap_or_default().to_owned(),
        };
        match editor::edit(&before) {
            Ok(Some(text)) => {
                self.pending = Some(match field {
                    Field::Text if text.is_empty() => Request::Clear,
                    Field::Text => Request::Answer(text),
                    Field::Remark if text.is_empty() => Request::NoRemark,
                    Field::Remark => Request::Remark(text),
                    Field::Notes => Request::SetNotes(text),
                });
                Ok(())
            }
            // A draft that was left as it was in the editor is what the person wants.
            Ok(None) if field == Field::Text && walk.draft(at).is_some() => {
                self.pending = Some(Request::Answer(before));
                Ok(())
            }
            Ok(None) => self.say("Nothing was changed in the editor."),
            Err(error) => self.say(&format!("Not saved. The editor: {error}.")),
        }
    }
}
