//! CSV: the first of a report's tidy tables, every number as exact as it is, nothing missing spelt
//! as a number. Quoted by RFC 4180, LF line ends.

use crate::files::spreadsheet_text::guard;
use crate::model::programme::{DecimalMark, Dialect};
use crate::report::{Cell, Report, Table};

/// In front of a file whose reader would else guess its encoding.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Gives the first data table of a report; nothing where it has none.
pub(super) fn csv(report: &Report, dialect: Dialect) -> Vec<u8> {
    report
        .data
        .first()
        .map_or_else(Vec::new, |table| table_as_csv(table, dialect))
}

fn table_as_csv(table: &Table, dialect: Dialect) -> Vec<u8> {
    let mark = if dialect.bom { BYTE_ORDER_MARK } else { b"" };
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(dialect.separator.byte())
        .from_writer(mark.to_vec());
    let written = "a Vec takes all that is written, and rows are as long as the columns";
    writer
        .write_record(
            table
                .columns
                .iter()
                .map(|column| guard(&column.key).into_owned()),
        )
        .expect(written);
    for row in &table.rows {
        writer
            .write_record(row.iter().map(|cell| field(cell, dialect.decimal)))
            .expect(written);
    }
    writer.into_inner().expect(written)
}

/// A cell as a machine reads it: texts guarded, numbers never.
fn field(cell: &Cell, decimal: DecimalMark) -> String {
    let number = |spelt: String| match decimal {
        DecimalMark::Dot => spelt,
        DecimalMark::Comma => spelt.replace('.', ","),
    };
    match cell {
        Cell::Text(text) | Cell::Toned(_, text) | Cell::Explained(text, _) => {
            guard(text).into_owned()
        }
        Cell::Share(share) => number(share.to_string()),
        Cell::Mean(exact) | Cell::MeanOf(exact, _) | Cell::Gap(exact) => number(exact.decimals()),
        Cell::Count(count) | Cell::Seconds(count) => count.to_string(),
        Cell::Number(value) => number(value.to_string()),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Missing(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::programme::Separator;
    use crate::model::share::{Exact, Share};
    use crate::report::{Column, Tone};

    fn column(key: &str) -> Column {
        Column::new(key, key, 0)
    }

    fn one_column(cells: Vec<Cell>) -> Table {
        Table {
            name: "table",
            columns: vec![column("number"), column("value")],
            rows: (1..)
                .zip(cells)
                .map(|(n, cell)| vec![Cell::Count(n), cell])
                .collect(),
        }
    }

    #[track_caller]
    fn check(cell: Cell, dialect: Dialect, expected: &str) {
        let written = String::from_utf8(table_as_csv(&one_column(vec![cell]), dialect)).unwrap();
        let (_, row) = written.split_once('\n').unwrap();
        assert_eq!(row, format!("1{expected}\n"));
    }

    #[test]
    fn numbers_are_exact_and_texts_harmless() {
        let plain = Dialect::default();
        let text = |text: &str| Cell::Text(text.into());
        let half = Exact::mean(500_000_000, 1).unwrap();
        check(
            Cell::Share(Share::rounded(2.0 / 3.0)),
            plain,
            ",0.666666667",
        );
        check(Cell::Gap(Exact::ZERO.minus(half)), plain, ",-0.5");
        check(Cell::Number(0.1), plain, ",0.1");
        check(Cell::Missing("not judged"), plain, ",");
        check(Cell::Flag(true), plain, ",true");
        check(Cell::Seconds(272), plain, ",272");
        check(text("=1+1"), plain, ",'=1+1");
        check(text("a \"b\", c\nd"), plain, ",\"a \"\"b\"\", c\nd\"");
        check(Cell::Toned(Tone::Bad, "-".into()), plain, ",'-");
    }

    #[test]
    fn the_dialect_of_a_spreadsheet_is_written() {
        let german = Dialect {
            separator: Separator::Semicolon,
            decimal: DecimalMark::Comma,
            bom: true,
        };
        check(Cell::Share(Share::rounded(0.5)), german, ";0,5");
        check(Cell::Text("a;b".into()), german, ";\"a;b\"");
        check(Cell::Text("1.5".into()), german, ";1.5");
        let bytes = table_as_csv(&one_column(vec![]), german);
        assert_eq!(bytes, b"\xEF\xBB\xBFnumber;value\n");
    }
}
