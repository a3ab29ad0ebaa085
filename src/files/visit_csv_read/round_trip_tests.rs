//! Drawn visits read back as they were written, in every dialect; any bytes are read or refused.

use proptest::prelude::*;

use super::tests::{PLAIN, read};
use super::*;
use crate::files::visit_csv::{Row, visit_csv};
use crate::model::answer::{Answer, Cause, Decimal, Status, Tally, Value};
use crate::model::id::{Fingerprint, Id};
use crate::model::moment::{Moment, Visited};
use crate::model::programme::{DecimalMark, Dialect, Separator};
use crate::model::share::{Credit, Points};
use crate::model::standard::{StandardRef, Version};
use crate::model::visit::{Channel, Kind, Name, Noted, Role};

/// The visit as an export in a dialect writes it: with the columns of `answers.csv`, and rows and
/// columns turned about.
fn exported(visit: &Visit, dialect: Dialect, is_reversed: bool) -> Vec<u8> {
    let mut columns: Vec<Column> = Column::ALL.to_vec();
    let mut rows: Vec<Row> = Row::all(visit).collect();
    if is_reversed {
        columns.reverse();
        rows.reverse();
    }
    let bom: &[u8] = if dialect.bom { b"\xEF\xBB\xBF" } else { b"" };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(dialect.separator.byte())
        .terminator(csv::Terminator::CRLF)
        .from_writer(bom.to_vec());
    let header = columns.iter().map(|column| column.name()).chain(EXTRA);
    writer.write_record(header).unwrap();
    for row in rows {
        let cells = columns
            .iter()
            .map(|column| row.cell(*column, dialect.decimal).into_owned());
        let extra = ["Did they?", "Yes; \"so\"", "2026-11-20", "14:06", "true"].map(str::to_owned);
        writer.write_record(cells.chain(extra)).unwrap();
    }
    writer.into_inner().unwrap()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "['=+@\\-\t\r\n\0;,\"a é]{0,12}",
        "\\PC{0,12}",
        Just("=HYPERLINK(\"http://x\",\"y\")".to_owned()),
        Just("🐈 \u{202e}x\u{1b}[2J".to_owned()),
    ]
}

fn name() -> impl Strategy<Value = Name> {
    text().prop_filter_map("a name is not blank", |text| Name::new(&text))
}

fn moment() -> impl Strategy<Value = Moment> {
    (0_i64..4_000_000_000, -12_i32..=14).prop_map(|(seconds, hours)| {
        let offset = chrono::FixedOffset::east_opt(hours * 3600).unwrap();
        Moment::new(
            chrono::DateTime::from_timestamp(seconds, 0)
                .unwrap()
                .with_timezone(&offset),
        )
    })
}

fn points() -> impl Strategy<Value = Points> {
    prop_oneof![Just(1.0), Just(0.0), Just(2.5), 0.0..=10_000.0]
        .prop_map(|points| Points::new(points).unwrap())
}

fn value() -> impl Strategy<Value = Value> {
    let id = || "[a-z][a-z0-9_]{0,8}".prop_map(|text| Id::new(&text).unwrap());
    prop_oneof![
        any::<bool>().prop_map(Value::YesNo),
        any::<i64>().prop_map(Value::Level),
        id().prop_map(Value::Choice),
        proptest::collection::vec(id(), 1..4).prop_map(Value::Several),
        any::<u64>().prop_map(Value::Duration),
        any::<u64>().prop_map(Value::Count),
        (0_u64..9, 0_u64..9)
            .prop_map(|(a, b)| Value::Tally(Tally::new(a.min(b), a.max(b)).unwrap())),
        "-?[0-9]{1,6}(\\.[0-9]{1,6})?".prop_map(|text| Value::Number(Decimal::new(&text).unwrap())),
        text()
            .prop_filter("nothing is no text", |text| !text.is_empty())
            .prop_map(Value::Text),
    ]
}

prop_compose! {
    fn answer()(
        n in 0_usize..1_000_000,
        status in proptest::sample::select(Status::ALL.to_vec()),
        credit in prop_oneof![Just(0.0), Just(1.0), Just(2.0 / 3.0), 0.0..=1.0_f64],
        value in value(),
        points in points(),
        section_weight in proptest::option::of(points()),
        (critical, bonus) in any::<(bool, bool)>(),
        cause in proptest::option::of(proptest::sample::select(Cause::ALL.to_vec())),
        (reason, remark) in (text(), text()),
        evidence in proptest::collection::vec("[a-z]{1,5}/[a-z]{1,5}\\.jpg", 0..3),
        answered in proptest::option::of(moment()),
    ) -> Answer {
        let credit = match status {
            Status::Scored => Credit::new(credit),
            Status::NoContact => Some(Credit::NONE),
            _ => None,
        };
        Answer {
            section: Id::new("welcome").unwrap(),
            item: Id::new(&format!("item{n}")).unwrap(),
            item_type: value.item_type(),
            status,
            credit,
            points,
            section_weight,
            critical,
            bonus,
            cause,
            value: (status == Status::Scored || status == Status::Unscored).then_some(value),
            reason,
            remark,
            evidence,
            answered,
        }
    }
}

prop_compose! {
    fn visit()(
        (organisation, site) in (name(), name()),
        auditor in text().prop_filter("an auditor has a code", |text| !text.trim().is_empty()),
        kind in proptest::sample::select(Kind::ALL.to_vec()),
        role in proptest::sample::select(Role::ALL.to_vec()),
        channel in proptest::option::of(proptest::sample::select(Channel::ALL.to_vec())),
        started in moment(),
        visited in prop_oneof![moment().prop_map(Visited::At), moment().prop_map(|at| Visited::On(at.date()))],
        notes in proptest::option::of((text(), moment())),
        guess in proptest::option::of(("[0-9]{1,2}(\\.[0-9])?", moment())),
        answers in proptest::collection::vec(answer(), 1..6),
    ) -> Visit {
        let mut answers = answers;
        answers.sort_by(|a, b| a.item.cmp(&b.item));
        answers.dedup_by(|a, b| a.item == b.item);
        Visit {
            facts: VisitFacts {
                id: VisitId::new("2026-11-20-city-main-k3zq.b.r2").unwrap(),
                kind,
                standard: StandardRef {
                    id: Id::new("tiny").unwrap(),
                    version: Version { major: 1, minor: 2, patch: 3 },
                    fingerprint: Fingerprint::of(b"x"),
                },
                organisation,
                role,
                site,
                channel,
                scenario: None,
                auditor,
                started,
                visited,
            },
            notes: notes.map(|(value, at)| Noted { value, at }),
            guess: guess.map(|(value, at)| Noted { value: Decimal::new(&value).unwrap(), at }),
            answers,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_visit_reads_back_as_it_was(visit in visit()) {
        let bytes = visit_csv(&visit);
        let read = read(&bytes);
        prop_assert_eq!(&read.problems, &[]);
        prop_assert_eq!(read.visits.len(), 1);
        prop_assert_eq!(&read.visits[0], &visit);
        prop_assert_eq!(visit_csv(&read.visits[0]), bytes);
    }

    #[test]
    fn an_export_in_any_dialect_reads_back_as_it_was(
        visit in visit(),
        separator in proptest::sample::select(vec![Separator::Comma, Separator::Semicolon, Separator::Tab]),
        decimal in proptest::sample::select(vec![DecimalMark::Dot, DecimalMark::Comma]),
        bom in any::<bool>(),
        is_reversed in any::<bool>(),
    ) {
        let dialect = Dialect { separator, decimal, bom };
        let read = read(exported(&visit, dialect, is_reversed));
        prop_assert_eq!(&read.problems, &[]);
        let mut visits = read.visits;
        visits[0].answers.sort_by(|a, b| a.item.cmp(&b.item));
        prop_assert_eq!(&visits, &[visit]);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0_usize..700) {
        let _ = read(&bytes);
        let mut changed = PLAIN.as_bytes().to_vec();
        let end = (at + bytes.len()).min(changed.len());
        if at < end {
            changed[at..end].copy_from_slice(&bytes[..end - at]);
        }
        let _ = read(&changed);
    }
}
