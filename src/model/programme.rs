//! The programme of a ledger, `mystery.yaml`: who we are, whom we compare with, and how we write.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::id::Id;
use super::share::Share;
use super::text::Language;
use super::visit::Name;

/// How a spreadsheet program wants its CSV.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dialect {
    /// Between two cells.
    pub separator: Separator,
    /// In numbers.
    pub decimal: DecimalMark,
    /// Whether a byte-order mark stands in front.
    pub bom: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self {
            separator: Separator::Comma,
            decimal: DecimalMark::Dot,
            bom: false,
        }
    }
}

/// Between two cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
}

impl Separator {
    /// The byte in the file.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// In numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DecimalMark {
    /// `0.5`
    Dot,
    /// `0,5`
    Comma,
}

/// A place of ours or of a competitor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownSite {
    /// Its name.
    pub name: Name,
    /// What it is: `shelter`.
    pub site_type: Option<String>,
}

/// Somebody to compare with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Competitor {
    /// Their name.
    pub name: Name,
    /// `private`, `city` …
    pub kind: Option<String>,
    /// `small`, `big` …
    pub size: Option<String>,
    /// `12 km`.
    pub distance: Option<String>,
    /// Their places.
    pub sites: Vec<KnownSite>,
}

/// A named stretch of time, both days included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wave {
    /// Its name.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// What a visit takes where nothing else is said.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Defaults {
    /// The standard.
    pub standard: Option<Id>,
    /// The auditor's code.
    pub auditor: Option<String>,
    /// Our place.
    pub site: Option<Name>,
    /// The language of questions and reports.
    pub language: Option<Language>,
}

/// The programme of a ledger.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Programme {
    /// Who we are.
    pub organisation: Option<Name>,
    /// Our places.
    pub sites: Vec<KnownSite>,
    /// Whom we compare with.
    pub competitors: Vec<Competitor>,
    /// The auditors' codes.
    pub auditors: Vec<String>,
    /// Named stretches of time.
    pub waves: Vec<Wave>,
    /// The difference in points that matters; 5 where nothing is said.
    pub matters: Option<Share>,
    /// What a visit takes where nothing else is said.
    pub defaults: Defaults,
    /// What exports and `-o x.csv` write; `None` where nothing is said.
    pub spreadsheet: Option<Dialect>,
}

impl Programme {
    /// What kind of site each is, by organisation and site, as far as it is told.
    pub fn site_types(&self) -> BTreeMap<Name, BTreeMap<Name, String>> {
        let own = self.organisation.iter().map(|name| (name, &self.sites));
        let theirs = self.competitors.iter().map(|one| (&one.name, &one.sites));
        let types = |sites: &[KnownSite]| {
            let typed = |site: &KnownSite| Some((site.name.clone(), site.site_type.clone()?));
            sites.iter().filter_map(typed).collect()
        };
        own.chain(theirs)
            .map(|(organisation, sites)| (organisation.clone(), types(sites)))
            .collect()
    }
}
