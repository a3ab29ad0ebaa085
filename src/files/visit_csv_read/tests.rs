//! Rows read back as they were written, and everything else refused by its place.

use proptest::prelude::*;

use super::*;
use crate::files::visit_csv::{Row, visit_csv};
use crate::model::answer::{Answer, Cause, Decimal, Status, Tally, Value};
use crate::model::id::{Fingerprint, Id};
use crate::model::moment::{Moment, Visited};
use crate::model::programme::{DecimalMark, Dialect, Separator};
use crate::model::share::{Credit, Points};
use crate::model::standard::{StandardRef, Version};
use crate::model::visit::{Channel, Kind, Name, Noted, Role};

const PLAIN: &str = "visit,kind,standard,version,fingerprint,organisation,role,site,channel,scenario,auditor,started,visited,section,item,type,status,credit,points,section_weight,critical,bonus,cause,answer,reason,remark,evidence,answered
2026-11-20-city-main-k3zq,audit,tiny,1.0.0,f0123456789abcdef,City,own,Main,,,a1,2026-11-20T14:05:00-06:00,2026-11-20,all,named,yes_no,scored,0.5,1,,false,false,,yes,,,,2026-11-20T14:06:00-06:00
";

fn read(text: impl AsRef<[u8]>) -> ReadVisits {
    read_visits(text.as_ref()).unwrap()
}

/// Reads the plain file with one text replaced; gives the first problem as `line:column code message`.
#[track_caller]
fn check(from: &str, to: &str, expected: &str) {
    assert!(PLAIN.contains(from), "{from:?} is not in the file");
    check_bytes(PLAIN.replacen(from, to, 1).as_bytes(), expected);
}

#[track_caller]
fn check_bytes(bytes: &[u8], expected: &str) {
    let read = read(bytes);
    let problem = read.problems.first().map_or("read".into(), |problem| {
        let place = problem.span.map_or(String::new(), |span| {
            format!("{}:{} ", span.line, span.column)
        });
        format!("{place}{} {}", problem.code.id(), problem.message)
    });
    assert_eq!(problem, expected);
    if any_error(&read.problems) {
        assert_eq!(read.visits, [], "nothing is taken of a file with mistakes");
    }
}

#[test]
fn bad_cells_are_refused_by_their_place() {
    check("City", "City", "read");
    check(",false,false,", ",FALSCH,Wahr,", "read");
    check(
        ",false,",
        ",nein,",
        "2:149 C009 column U (critical): `nein` is neither true nor false",
    );
    check(
        ",0.5,",
        ",1e400,",
        "2:142 C010 column R (credit): `1e400` is no number of the records",
    );
    check(
        ",0.5,",
        ",NaN,",
        "2:142 C010 column R (credit): `NaN` is no number of the records",
    );
    check(
        ",0.5,",
        ",inf,",
        "2:142 C010 column R (credit): `inf` is no number of the records",
    );
    check(
        ",0.5,",
        ",0x1,",
        "2:142 C010 column R (credit): `0x1` is no number of the records",
    );
    check(
        ",0.5,",
        ",-0,",
        "2:142 C010 column R (credit): `-0` is out of range",
    );
    check(
        ",0.5,",
        ",1.0000000001,",
        "2:142 C010 column R (credit): `1.0000000001` is out of range",
    );
    check(
        ",0.5,",
        ", 1 ,",
        "2:142 C010 column R (credit): ` 1 ` is no number of the records",
    );
    check(
        ",0.5,",
        ",\u{661},",
        "2:142 C010 column R (credit): `\u{661}` is no number of the records",
    );
    check(
        ",0.5,",
        ",\"1.234,5\",",
        "2:142 C010 column R (credit): `1.234,5` is no number of the records",
    );
    check(
        ",0.5,",
        ",,",
        "2:142 C015 column R (credit): the row counts, and has no credit",
    );
    check(
        "scored",
        "waived",
        "2:142 C015 column R (credit): the row does not count, and has a credit",
    );
    check(
        ",yes,",
        ",,",
        "2:162 C015 column X (answer): the row counts, and has no answer",
    );
    check(
        ",yes,",
        ",Yes,",
        "2:162 C009 column X (answer): `Yes` is no answer of type yes_no",
    );
    check(
        "2026-11-20,all",
        "03/04/2026,all",
        "2:107 C011 column M (visited): `03/04/2026` is no day of the records",
    );
    check(
        "2026-11-20-city-main-k3zq",
        "../../etc/passwd",
        "2:1 C009 column A (visit): `../../etc/passwd` is no visit id",
    );
    check(",Main,", ",  ,", "2:71 C012 column H (site): empty");
    check(
        ",,,2026-11-20T14:06",
        ",,../secret,2026-11-20T14:06",
        "2:168 C009 column AA (evidence): `../secret` leads out of the evidence folder",
    );
}

#[test]
fn bad_files_are_refused_with_the_way_out() {
    check_bytes(b"", "C002 there is nothing in the file");
    check_bytes(
        b"a,b\n1,2\n",
        "1:1 C002 the first line does not name the columns of visits",
    );
    check_bytes(b"PK\x03\x04 and so on", "C001 this is a workbook, not CSV");
    check_bytes(b"\xFF\xFEv\0i\0", "C001 this is UTF-16 text, not UTF-8");
    check(",status,", ",", "1:1 C003 column `status` missing");
    check_bytes(
        b"organisation,standard,major,item,mean\nX,y,1,a,0.5\n",
        "1:1 C003 this table of an export has no answers in it",
    );
    check(
        ",status,",
        ",credit,",
        "1:130 C005 column `credit` is there twice",
    );
    check(
        ",yes,,",
        ",yes,",
        "2:1 C006 27 cells in this row, 28 in the header",
    );
    check(
        ",yes,",
        ",\"yes,",
        "2:162 C007 a quote begins here and never ends",
    );
    let latin1 = PLAIN.replace("City", "Caf\u{1}");
    let latin1: Vec<u8> = latin1
        .bytes()
        .map(|byte| if byte == 1 { 0xE9 } else { byte })
        .collect();
    check_bytes(&latin1, "2:62 C001 column F: this is not UTF-8 text");
    let row = PLAIN.lines().nth(1).unwrap();
    check_bytes(
        format!("{PLAIN}{row}\n").as_bytes(),
        "3:122 C014 column O (item): `named` is there twice in this visit",
    );
    check_bytes(
        format!(
            "{PLAIN}{}\n",
            row.replace("City", "CITY").replace("named", "other")
        )
        .as_bytes(),
        "3:62 C013 column F (organisation): not what an earlier row of this visit says",
    );
    check_bytes(
        format!(
            "{PLAIN}{}\n",
            row.replace(",0.5,", ",\"0,5\",").replace("named", "other")
        )
        .as_bytes(),
        "3:142 C016 column R (credit): `0,5` here, and `0.5` in line 2",
    );
}

#[test]
fn what_spreadsheets_put_in_front_is_read() {
    let semicolons = PLAIN
        .replace(',', ";")
        .replace("0.5", "0,5")
        .replace('\n', "\r\n");
    for text in [
        format!("\u{feff}{PLAIN}"),
        semicolons.clone(),
        format!("\u{feff}{semicolons}"),
        format!("sep=;\r\n{semicolons}"),
        format!("\u{feff}sep=;\r\n{semicolons}"),
        semicolons.replace(';', "\t"),
        PLAIN.replace("false", "FALSE"),
    ] {
        let read = read(&text);
        assert_eq!(read.problems, [], "{text:?}");
        let credit = read.visits[0].answers[0].credit.unwrap();
        assert_eq!(credit.value().to_string(), "0.5", "{text:?}");
    }
    let wrong = format!("sep=;\r\n{}", semicolons.replace("0,5", "x"));
    check_bytes(
        wrong.as_bytes(),
        "3:142 C010 column R (credit): `x` is no number of the records",
    );
}

#[test]
fn so_many_mistakes_end_the_reading() {
    let row = PLAIN.lines().nth(1).unwrap().replace(",0.5,", ",x,");
    let text = format!("{PLAIN}{}", format!("{row}\n").repeat(1000));
    let read = read(&text);
    assert_eq!(read.problems.len(), MAX_PROBLEMS + 1);
    assert_eq!(read.problems.last().unwrap().code, Code::TooManyProblems);
}

#[test]
fn names_of_one_site_may_be_composed_or_not() {
    let both = format!(
        "{PLAIN}{}\n",
        PLAIN
            .lines()
            .nth(1)
            .unwrap()
            .replace("k3zq", "aaaa")
            .replace("Main", "Cafe\u{301}")
    );
    let visits = read(both.replace("Main", "Café")).visits;
    assert_eq!(visits[0].facts.site, visits[1].facts.site);
    assert_ne!(visits[0].facts.site.as_str(), visits[1].facts.site.as_str());
}

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
