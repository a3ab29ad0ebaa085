//! What is wrong with a file that somebody wrote: what, where, and the way out.
//! Values only; `render::snippet` draws them, and nothing here prints.

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Cannot be used.
    Error,
    /// Can be used, but will hurt.
    Warning,
    /// Could be better; shown when asked for.
    Advice,
}

impl Severity {
    /// The word shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// A place in a file: bytes, and the line and column (in characters) of the first, both from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// Line of the first byte, from 1.
    pub line: usize,
    /// Column of the first byte in characters, from 1.
    pub column: usize,
}

impl Span {
    /// The span of a byte range of a text; both ends are moved into the text and to character limits.
    pub fn in_text(text: &str, range: std::ops::Range<usize>) -> Self {
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (floor(range.start), floor(range.end.max(range.start)));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        Self {
            start,
            end,
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
        }
    }
}

/// A second place that belongs to a diagnostic, with its own words: where a thing was first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// One thing that is wrong with a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// What kind of mistake: `S012`.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Where; `None` for the file as a whole.
    pub span: Option<Span>,
    /// What is wrong: a lower-case fragment, the user's words in backticks.
    pub message: String,
    /// Further places.
    pub labels: Vec<Label>,
    /// The way out; `None` where the message holds it.
    pub advice: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity.
    pub fn new(code: Code, span: Option<Span>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            span,
            message: message.into(),
            labels: Vec::new(),
            advice: None,
        }
    }

    /// The same with the way out.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// The same with a second place.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// True for an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// True when any of them is an error.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}

macro_rules! codes {
    ($($variant:ident $id:literal $name:literal $severity:ident $meaning:literal)*) => {
        /// The kinds of mistake. Ids are stable; `F` is about reading files, `S` about standards,
        /// `A` about answers given in advance, `P` about the programme, `C` about CSV.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code { $(#[doc = $meaning] $variant,)* }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable id: `S012`.
            pub fn id(self) -> &'static str { match self { $(Self::$variant => $id,)* } }

            /// The short name: `section-weights`.
            pub fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }

            /// How bad it is.
            pub fn severity(self) -> Severity { match self { $(Self::$variant => Severity::$severity,)* } }

            /// What it means, for the manual.
            pub fn meaning(self) -> &'static str { match self { $(Self::$variant => $meaning,)* } }
        }
    };
}

codes! {
    TooBig "F001" "too-big" Error "The file is larger than the program reads (1 MiB for YAML)."
    NotText "F002" "not-text" Error "The file is not UTF-8 text: another encoding, a Word document, or a damaged file."
    Syntax "F003" "yaml-syntax" Error "YAML cannot make sense of this place; nothing behind it was read."
    TwoDocuments "F004" "two-documents" Error "A second document begins (`---`); a file holds one."
    Alias "F005" "alias" Error "Anchors, aliases and merge keys are not used here."
    TooDeep "F006" "too-deep" Error "Nested deeper than 12 levels."
    Empty "F007" "empty-file" Error "There is nothing in the file."
    NewerFormat "F008" "newer-format" Error "Written for a newer version of the program."
    WrongShape "F009" "wrong-shape" Error "A list, a text or keys stand where something else is expected."
    UnknownKey "F010" "unknown-key" Error "A key that does not exist here."
    RepeatedKey "F011" "repeated-key" Error "The same key twice in one place."
    MissingKey "F012" "missing-key" Error "A key that is needed is not there."
    WrongValue "F013" "wrong-value" Error "A value that its key does not know."
    EmptyValue "F014" "empty-value" Error "A text or id is empty."
    CutText "F015" "cut-text" Error "The text is cut by an unquoted ` #`."
    NeedsQuotes "F016" "needs-quotes" Error "Ordinary text that means something else in YAML: it wants double quotes."
    CurlyQuotes "F017" "curly-quotes" Error "Curly quotes around a text, as word processors make them; YAML wants straight ones."
    Tab "F018" "tab" Error "A tab in the indentation; YAML wants blanks."

    BadId "S001" "bad-id" Error "An id that is not made of small letters, digits, `_` and `-`, beginning with a letter."
    DuplicateId "S002" "duplicate-id" Error "Two sections or items with the same id."
    ReservedId "S003" "reserved-id" Error "An id that the program uses itself."
    TwoTypes "S004" "two-types" Error "Two keys that each say how the item is answered."
    UnknownScale "S005" "unknown-scale" Error "A scale that is not among `scales`."
    UnknownItem "S006" "unknown-item" Error "`when` names an item that does not exist."
    UnknownScenario "S007" "unknown-scenario" Error "`same_as` names a scenario that does not exist, or the scenario itself."
    WhenOrder "S008" "when-order" Error "`when` names the item itself or a later one."
    WhenAnswer "S009" "when-answer" Error "`when` waits for something that its item cannot be answered with."
    TooFew "S010" "too-few" Error "Fewer than two levels or options, or no threshold."
    TooMany "S011" "too-many" Error "More than 500 items, or more than 50 levels, options or thresholds in one item."
    SectionWeights "S012" "section-weights" Error "Some sections have a weight and others have none."
    Thresholds "S013" "thresholds" Error "Thresholds that do not rise (with `at_least`: do not fall)."
    CreditRange "S014" "credit-range" Error "A credit outside 0 to 1."
    PointsRange "S015" "points-range" Error "Points outside 0 to 10 000, or a weight that is not above 0 or over 10 000."
    PercentRange "S016" "percent-range" Error "A percentage outside 0 to 100."
    Bands "S017" "bands" Error "No band begins at 0, or two begin alike."
    NothingScored "S018" "nothing-scored" Error "No item can earn points."
    CommandLabel "S019" "command-label" Error "A label or option id that equals a one-letter command of the walk."
    UnscoredCritical "S020" "unscored-critical" Error "A critical or bonus item that is not scored."
    CriticalBonus "S021" "critical-bonus" Error "An item that is critical and bonus at once."
    MissingLanguage "S022" "missing-language" Error "A text that lacks one of the declared languages."
    ItemsBesideSections "S023" "items-beside-sections" Error "`items` at the top beside `sections`."
    SameLabel "S024" "same-label" Error "Two options or levels of an item that cannot be told apart."
    SameVersion "S025" "same-version" Error "Another standard with this id and version is in use, or visits were scored with it."
    UnscoredPromise "S026" "unscored-promise" Error "A promise that is not scored."

    ManyItems "S101" "many-items" Warning "Over 40 items: people guess what they cannot remember."
    HeavyItem "S102" "heavy-item" Warning "One item has over 25 % of the points (where more than four items have points)."
    FeelingFirst "S103" "feeling-first" Warning "A feeling is asked before a fact in the same section."
    CriticalGuidance "S104" "critical-guidance" Warning "A critical item without guidance."
    PointsSpread "S105" "points-spread" Warning "The most points of an item are over ten times the least."
    HighTarget "S106" "high-target" Warning "The target lies above every band."
    NoFeeling "S107" "no-feeling" Warning "None of the last five items is tagged `measure: feeling`."
    Capitals "S108" "capitals" Warning "A text all in capitals."
    TagValue "S109" "tag-value" Warning "An unknown value of a tag that has a meaning in reports."

    TwoQuestions "S201" "two-questions" Advice "Two questions in one."

    UnknownAnswer "A001" "unknown-answer" Error "`answers` names an item that the standard does not have."
    NoAnswer "A002" "no-answer" Error "Something that is no answer to its item."
    NotAskedHere "A003" "not-asked-here" Error "An answer to an item that is not asked: its condition does not hold, or it is not for this role."
    ReasonMissing "A004" "reason-missing" Error "`waived` or `no_contact` without why."
    AlwaysApplies "A005" "always-applies" Error "`not_applicable` on an item that always applies."
    ContactBeside "A006" "contact-beside-answers" Error "`no_contact` beside `answers`: nobody was reached, or somebody was."
    TwoAnswers "A007" "two-answers" Error "An item with an answer and a reason for none, or with two reasons."
    StillOpen "A008" "still-open" Error "An item without an answer, or without the remark that its answer asks for (with `--strict`)."
    MissingFact "A009" "missing-fact" Error "A fact of the visit that neither the file nor the command line says."
    EvidenceToFollow "A010" "evidence-to-follow" Warning "A file of evidence that is not there yet: it is noted as to follow."
    SaidTwice "A011" "said-twice" Error "A fact of the visit that the file and the command line (or the first scoring) say differently."
    RoleAgainstLedger "A012" "role-against-ledger" Error "An organisation that the ledger knows in another role."
    EvidenceUnreadable "A013" "evidence-unreadable" Error "A file of evidence that is there and cannot be read."

    SameName "P001" "same-name" Error "Two competitors, sites or waves with the same name, or a competitor with our own."
    WaveDates "P002" "wave-dates" Error "A wave that ends before it begins."

    CsvNotText "C001" "csv-not-text" Error "The file is not UTF-8 text: another encoding, or a workbook."
    CsvHeader "C002" "csv-header" Error "There is no header: the first line is to name the columns."
    MissingColumn "C003" "missing-column" Error "A column that is needed is not there."
    UnknownColumn "C004" "unknown-column" Warning "A column that does not exist; it was not read."
    RepeatedColumn "C005" "repeated-column" Error "The same column twice."
    Ragged "C006" "ragged-row" Error "A row with more or fewer cells than the header."
    UnclosedQuote "C007" "unclosed-quote" Error "A quote begins and never ends."
    RecordTooLong "C008" "record-too-long" Error "A row longer than the program reads (1 MiB)."
    WrongCell "C009" "wrong-cell" Error "A cell that its column does not know."
    WrongNumber "C010" "wrong-number" Error "Not a number as the records write it, or out of its range."
    WrongTime "C011" "wrong-time" Error "Not a date or time as the records write it."
    MissingCell "C012" "missing-cell" Error "A cell is empty that is needed."
    FactsDiffer "C013" "facts-differ" Error "Two rows of a visit say different things of the whole visit."
    RepeatedItem "C014" "repeated-item" Error "The same item twice in one visit."
    CreditAgainstStatus "C015" "credit-against-status" Error "A row counts and has no credit or answer, or has a credit and does not count."
    TwoDecimalMarks "C016" "two-decimal-marks" Error "Numbers with a decimal point and numbers with a decimal comma in one file."
    TooManyProblems "C017" "too-many-problems" Error "So much is wrong that reading was given up."
}
