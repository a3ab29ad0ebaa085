//! The columns of the tidy rows: one table that the writer, the reader, the exports and the manual
//! share. Its order is the order of the header, which is also the format's version.

/// What the cells of a column hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// A word of a fixed form: an id, a slug, a version.
    Word,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A time, or only a day.
    Time,
    /// Whatever a person typed; guarded against spreadsheets that would run it.
    Text,
}

macro_rules! columns {
    ($($variant:ident $name:literal $holds:ident $meaning:literal)*) => {
        /// A column of the tidy rows.
        #[expect(clippy::doc_markdown, reason = "the meanings are texts of the manual")]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Column { $(#[doc = $meaning] $variant,)* }

        impl Column {
            /// Every column, in the order of the header.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its header.
            pub fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }

            /// What its cells hold.
            pub fn holds(self) -> Holds { match self { $(Self::$variant => Holds::$holds,)* } }

            /// What it means, for the manual.
            pub fn meaning(self) -> &'static str { match self { $(Self::$variant => $meaning,)* } }
        }
    };
}

columns! {
    Visit "visit" Word "The visit's id."
    Kind "kind" Word "What kind of look it was: audit, self_assessment or what_if."
    Standard "standard" Word "The id of the standard that it was scored with."
    Version "version" Word "The standard's version."
    Fingerprint "fingerprint" Word "What the standard's bytes come to: f and 16 hex digits of their SHA-256."
    Organisation "organisation" Text "Whose place, as typed."
    Role "role" Word "Whose it is to us: own, competitor or internal (a department)."
    Site "site" Text "Which place, as typed."
    Channel "channel" Word "How the contact was made: in_person, phone, email, web, chat, social or post."
    Scenario "scenario" Word "Who the auditor played; may be empty."
    Auditor "auditor" Text "The auditor's code, not a name."
    Started "started" Time "When scoring began."
    Visited "visited" Time "When the contact took place; may be a bare date."
    Section "section" Word "The section's id; visit for facts about the visit as a whole."
    Item "item" Word "The item's id; _notes and _guess for facts about the visit as a whole."
    Type "type" Word "How the item is answered: yes_no, scale, choice, several, duration, count, tally, number or text."
    Status "status" Word "What became of it: scored, not_applicable, not_observed, waived, not_asked, unscored, no_contact or awaiting."
    Credit "credit" Number "What it earned of its points, 0..1; empty unless it counts."
    Points "points" Number "The item's points."
    SectionWeight "section_weight" Number "The section's weight; empty where sections have none."
    Critical "critical" Flag "Whether failing it acts on the verdict or the total."
    Bonus "bonus" Flag "Whether it can only add."
    Cause "cause" Word "Why it fell short, when given: policy, process, tool, knowledge, staffing or attitude."
    Answer "answer" Text "The answer: yes or no; a level's number; option ids joined by ;; a number; seconds; 2 of 3; a text."
    Reason "reason" Text "Why there is no answer."
    Remark "remark" Text "A remark."
    Evidence "evidence" Text "Paths below the ledger's evidence folder, joined by ;."
    Answered "answered" Time "When it was answered last."
}

impl Column {
    /// The column of a header.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|column| column.name() == name)
    }

    /// The columns that are the same on every row of a visit.
    pub fn of_visit() -> &'static [Self] {
        let n = Self::ALL
            .iter()
            .position(|column| *column == Self::Section)
            .expect("it is in the table");
        &Self::ALL[..n]
    }
}

/// What `answers.csv` of an export has beside the tidy columns: known, and not needed.
pub const EXTRA: [&str; 5] = ["question", "answer_text", "date", "time", "counts"];

/// The letters that a spreadsheet shows above column `index` (from 0): `A`, `Z`, `AA`.
pub fn letters(index: usize) -> String {
    let mut letters = Vec::new();
    let mut left = index + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).expect("below 26");
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        let shown = [0, 25, 26, 51, 52, 701, 702].map(letters);
        assert_eq!(shown, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn the_visit_comes_first_and_free_text_last() {
        let names: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
        assert_eq!(
            names.join(","),
            "visit,kind,standard,version,fingerprint,organisation,role,site,channel,scenario,auditor,started,visited,\
             section,item,type,status,credit,points,section_weight,critical,bonus,cause,answer,reason,remark,evidence,answered"
        );
        assert_eq!(Column::of_visit().last(), Some(&Column::Visited));
    }
}
