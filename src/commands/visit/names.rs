//! The names in use: whose places and which sites were named before, and whether a new name is one
//! of them, nearly one of them, or one in another role.

use anyhow::Result;

use super::super::failure::Failure;
use super::options::role_option;
use crate::ledger::Ledger;
use crate::model::order::InOrder;
use crate::model::visit::{Name, Role, VisitFacts};

/// An organisation named before, with its sites.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct KnownOrganisation {
    /// Its name, as typed first.
    pub(super) name: Name,
    /// Whose it is.
    pub(super) role: Role,
    /// Its sites, as typed first.
    pub(super) sites: Vec<Name>,
    /// Whether a visit of it is in the ledger.
    pub(super) is_visited: bool,
}

/// The names in use.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct KnownNames {
    /// Organisations: our own first, then those of the programme, then those of visits.
    pub(super) organisations: Vec<KnownOrganisation>,
    /// The codes of auditors who visited our own places.
    pub(super) own_auditors: Vec<String>,
}

/// What a typed name is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Named {
    /// One that is known, in this role.
    Known(Name),
    /// A new one.
    New(Name),
    /// A new one that is nearly a known one.
    Near {
        /// As typed.
        typed: Name,
        /// The known one.
        known: Name,
    },
}

impl KnownNames {
    /// Collects the names of the programme and of all visits.
    pub(super) fn of(ledger: &Ledger) -> Result<Self> {
        let programme = ledger.programme();
        let mut known = Self::default();
        if let Some(own) = &programme.organisation {
            known.add(own, Role::Own, programme.defaults.site.as_ref(), false);
        }
        for competitor in &programme.competitors {
            known.add(&competitor.name, Role::Competitor, None, false);
            for site in &competitor.sites {
                known.add(&competitor.name, Role::Competitor, Some(&site.name), false);
            }
        }
        for facts in ledger.namings()? {
            known.add_visit(&facts);
        }
        for open in ledger.open_visits()?.all {
            known.add_visit(&open.facts);
        }
        known
            .organisations
            .order_by_key(|organisation| match organisation.role {
                Role::Own => 0,
                Role::Competitor => 1,
                Role::Internal => 2,
            });
        Ok(known)
    }

    fn add_visit(&mut self, facts: &VisitFacts) {
        self.add(&facts.organisation, facts.role, Some(&facts.site), true);
        if facts.role == Role::Own && !self.own_auditors.contains(&facts.auditor) {
            self.own_auditors.push(facts.auditor.clone());
        }
    }

    fn add(&mut self, name: &Name, role: Role, site: Option<&Name>, is_visited: bool) {
        let place = self.organisations.iter().position(|it| it.name == *name);
        let place = place.unwrap_or_else(|| {
            self.organisations.push(KnownOrganisation {
                name: name.clone(),
                role,
                sites: Vec::new(),
                is_visited: false,
            });
            self.organisations.len() - 1
        });
        let organisation = &mut self.organisations[place];
        organisation.is_visited |= is_visited;
        if let Some(site) = site.filter(|site| !organisation.sites.contains(site)) {
            organisation.sites.push(site.clone());
        }
    }

    /// Our own organisation, where it is known.
    pub(super) fn own(&self) -> Option<&Name> {
        let own = self.organisations.iter().find(|it| it.role == Role::Own)?;
        Some(&own.name)
    }

    /// The known organisation of a name.
    pub(super) fn organisation(&self, name: &Name) -> Option<&KnownOrganisation> {
        self.organisations.iter().find(|it| it.name == *name)
    }

    /// What a typed organisation is; an error where it is known in another role.
    pub(super) fn named(&self, typed: Name, role: Role) -> Result<Named> {
        if let Some(known) = self.organisation(&typed) {
            if known.role != role {
                return Err(Failure::usage(format!(
                    "`{typed}` is {} in this ledger, and not {}",
                    role_words(known.role),
                    role_words(role)
                ))
                .hint(format!("type {} \"{typed}\"", role_option(known.role)))
                .into());
            }
            return Ok(Named::Known(typed));
        }
        let names = self.organisations.iter().map(|it| &it.name);
        Ok(near(typed, names))
    }

    /// What a typed site of an organisation is.
    pub(super) fn site_named(&self, organisation: &Name, typed: Name) -> Named {
        let sites = self
            .organisation(organisation)
            .map_or(&[][..], |it| &it.sites);
        if sites.contains(&typed) {
            return Named::Known(typed);
        }
        near(typed, sites.iter())
    }
}

fn near<'a>(typed: Name, mut known: impl Iterator<Item = &'a Name>) -> Named {
    match known.find(|known| known.nearly(&typed)) {
        Some(known) => Named::Near {
            known: known.clone(),
            typed,
        },
        None => Named::New(typed),
    }
}

/// A role in words.
pub(in crate::commands) fn role_words(role: Role) -> &'static str {
    match role {
        Role::Own => "our own organisation",
        Role::Competitor => "a competitor",
        Role::Internal => "a department of our own",
    }
}
