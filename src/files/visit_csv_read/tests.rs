//! What is no row of the records is refused by its place; what spreadsheets make of one is read.

use super::*;

pub(super) const PLAIN: &str = "visit,kind,standard,version,fingerprint,organisation,role,site,channel,scenario,auditor,started,visited,section,item,type,status,credit,points,section_weight,critical,bonus,cause,answer,reason,remark,evidence,answered
2026-11-20-city-main-k3zq,audit,tiny,1.0.0,f0123456789abcdef,City,own,Main,,,a1,2026-11-20T14:05:00-06:00,2026-11-20,all,named,yes_no,scored,0.5,1,,false,false,,yes,,,,2026-11-20T14:06:00-06:00
";

pub(super) fn read(text: impl AsRef<[u8]>) -> ReadVisits {
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
