//! A workbook as spreadsheet programs read it: frozen headers, filters, number formats, colours that
//! only repeat what a number or a word says, and charts that the spreadsheet draws itself. A text is
//! written as a text, whatever it begins with; only our own formulas are formulas.

use rust_xlsxwriter::{
    Chart as Drawn, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill,
    ChartType, Color, ConditionalFormat2ColorScale, ConditionalFormatText,
    ConditionalFormatTextRule, DocProperties, ExcelDateTime, Format, FormatAlign, Formula,
    Workbook as Book, Worksheet, XlsxError,
};

use chrono::Datelike;
use unicode_width::UnicodeWidthStr;

use crate::model::text::visible;
use crate::report::Cell;
use crate::report::graphic::{Drawing, Graphic};
use crate::report::workbook::{Entry, Head, Holds, Sheet, Workbook};

/// Letters that a cell can hold.
const MOST_LETTERS: usize = 32_000;

/// The widest a column gets, in letters.
const WIDEST: f64 = 60.0;

/// Page breaks that a sheet can hold.
const MOST_BREAKS: usize = 1023;

/// The lines of charts, as on the page.
const COLORS: [u32; 4] = [0x000D_6160, 0x00B4_540A, 0x005B_5FA8, 0x006D_6A63];

/// Their marks: without them a figure between two that are missing would not be seen.
const MARKS: [ChartMarkerType; 4] = [
    ChartMarkerType::Circle,
    ChartMarkerType::Square,
    ChartMarkerType::Diamond,
    ChartMarkerType::Triangle,
];

/// Gives the bytes of a workbook; an error says what could not be written.
pub fn xlsx(workbook: &Workbook) -> Result<Vec<u8>, String> {
    written(workbook).map_err(|error| error.to_string())
}

fn written(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new();
    let mut properties = DocProperties::new().set_title(visible(&workbook.title));
    // Of what it tells, not of the clock: the same workbook gives the same bytes.
    let (year, month, day) = workbook
        .day
        .map_or((2000, 1, 1), |day| (day.year(), day.month(), day.day()));
    let small = |n: u32| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(year).unwrap_or(2000);
    if let Ok(day) = ExcelDateTime::from_ymd(year, small(month), small(day)) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    for sheet in &workbook.sheets {
        add(book.add_worksheet(), sheet)?;
    }
    book.save_to_buffer()
}

fn add(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    page.set_name(sheet.name)?;
    let title = Format::new().set_bold().set_font_size(16);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let last_column = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(0);
    let widths = (0..sheet.columns.len()).map(|column| width(sheet, column));
    // Letters are narrower than the figure by which columns are measured.
    let room: f64 = widths.sum::<f64>() * 1.15;
    for (row, note) in (0..).zip(&sheet.notes) {
        if row == 0 || last_column == 0 {
            page.write_string_with_format(row, 0, safe(note), &title)?;
        } else {
            // Over all columns, for a sentence on one line would make the whole page tiny in print.
            page.merge_range(row, 0, row, last_column, &safe(note), &wrapped)?;
            page.set_row_height(row, 15.0 * (note.width() as f64 / room).ceil().max(1.0))?;
        }
    }
    let head_row = match sheet.notes.len() {
        0 => 0,
        n => row_number(n + 1),
    };
    let head = Format::new()
        .set_bold()
        .set_align(FormatAlign::Top)
        .set_border_bottom(rust_xlsxwriter::FormatBorder::Thin);
    for (column, title) in (0..).zip(&sheet.columns) {
        // A title stands over what it is of.
        let head = match title.holds {
            Holds::Words | Holds::Verdicts => {
                head.clone().set_align(FormatAlign::Left).set_indent(1)
            }
            _ => head.clone().set_align(FormatAlign::Right),
        };
        page.write_string_with_format(head_row, column, safe(&title.title), &head)?;
        page.set_column_width(column, width(sheet, column.into()))?;
    }
    let first = head_row + 1;
    for (n, row) in sheet.rows.iter().enumerate() {
        for ((column, head), entry) in (0..).zip(&sheet.columns).zip(row) {
            write(page, first + row_number(n), column, head, entry)?;
        }
    }
    let last = first + row_number(sheet.rows.len().saturating_sub(1));
    if !sheet.rows.is_empty() {
        page.autofilter(head_row, 0, last, last_column)?;
        for (column, head) in (0..).zip(&sheet.columns) {
            color(page, head.holds, (first, last), column)?;
        }
    }
    page.set_freeze_panes(first, 0)?;
    // A chart is not cut in two: one stands on the page of its rows, of several each begins a page.
    let n_pages = u16::from(sheet.charts.len() == 1);
    page.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, n_pages);
    page.set_repeat_rows(head_row, head_row)?;
    let mut below = last + 2;
    let mut breaks = Vec::new();
    for chart in &sheet.charts {
        breaks.push(below);
        below = add_chart(page, sheet.name, chart, below)?;
    }
    if n_pages == 0 {
        breaks.truncate(MOST_BREAKS);
        page.set_page_breaks(&breaks)?;
    }
    Ok(())
}

fn row_number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A text that nothing can read as anything else.
fn safe(text: &str) -> String {
    let text = visible(text);
    match text.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

fn format_of(holds: Holds) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    match holds {
        // Only what stands at the left is set in from the figure before it.
        Holds::Words | Holds::Verdicts => format
            .set_align(FormatAlign::Left)
            .set_text_wrap()
            .set_indent(1),
        Holds::Scores | Holds::Shares => format.set_num_format("0.0%"),
        // Differences of percents, in points: 0.11 is shown as +11.0 %.
        Holds::Gaps => format.set_num_format("+0.0%;-0.0%;0.0%"),
        Holds::Numbers => format,
    }
}

fn write(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    head: &Head,
    entry: &Entry,
) -> Result<(), XlsxError> {
    let format = format_of(head.holds);
    match entry {
        Entry::Formula(text, result) => {
            let formula = Formula::new(text).set_result(result.to_string());
            page.write_formula_with_format(row, column, formula, &format)?;
        }
        Entry::Plain(cell) => match cell {
            Cell::Text(text) | Cell::Toned(_, text) | Cell::Explained(text, _)
                if text.is_empty() => {}
            Cell::Text(text) | Cell::Toned(_, text) | Cell::Explained(text, _) => {
                page.write_string_with_format(row, column, safe(text), &format)?;
            }
            Cell::Share(share) => {
                page.write_number_with_format(row, column, share.value(), &format)?;
            }
            Cell::Mean(exact) | Cell::MeanOf(exact, _) | Cell::Gap(exact) => {
                page.write_number_with_format(row, column, exact.value(), &format)?;
            }
            Cell::Count(count) | Cell::Seconds(count) => {
                page.write_number_with_format(row, column, *count as f64, &format)?;
            }
            Cell::Number(number) => {
                page.write_number_with_format(row, column, *number, &format)?;
            }
            Cell::Flag(flag) => {
                let word = if *flag { "yes" } else { "no" };
                page.write_string_with_format(row, column, word, &format)?;
            }
            Cell::Missing(_) => {}
        },
    }
    Ok(())
}

/// How wide a column is, by its longest line.
fn width(sheet: &Sheet, column: usize) -> f64 {
    let title = sheet.columns[column].title.as_str();
    let entries = sheet.rows.iter().map(|row| match &row[column] {
        Entry::Plain(Cell::Text(text) | Cell::Toned(_, text) | Cell::Explained(text, _)) => {
            text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
        }
        _ => 9,
    });
    // Beside a title stands the button of its filter.
    let longest = entries.max().unwrap_or(0).max(title.width() + 3);
    (longest as f64 + 2.0).clamp(8.0, WIDEST)
}

fn color(
    page: &mut Worksheet,
    holds: Holds,
    (first, last): (u32, u32),
    column: u16,
) -> Result<(), XlsxError> {
    match holds {
        Holds::Scores => {
            let scale = ConditionalFormat2ColorScale::new()
                .set_minimum_color(Color::RGB(0x00F6_D2B8))
                .set_maximum_color(Color::RGB(0x00BF_E3DD));
            page.add_conditional_format(first, column, last, column, &scale)?;
        }
        Holds::Verdicts => {
            for (word, color) in [("ahead", 0x00BF_E3DD), ("behind", 0x00F6_D2B8)] {
                let rule = ConditionalFormatText::new()
                    .set_rule(ConditionalFormatTextRule::Contains(word.into()))
                    .set_format(Format::new().set_background_color(Color::RGB(color)));
                page.add_conditional_format(first, column, last, column, &rule)?;
            }
        }
        Holds::Words | Holds::Shares | Holds::Gaps | Holds::Numbers => {}
    }
    Ok(())
}

/// Writes the figures of a chart below the rows and draws it beside them; gives the next free row.
fn add_chart(
    page: &mut Worksheet,
    sheet: &str,
    chart: &Graphic,
    top: u32,
) -> Result<u32, XlsxError> {
    let Drawing::Lines { steps, series, .. } = &chart.drawing else {
        return Ok(top);
    };
    let bold = Format::new().set_bold();
    let above = bold.clone().set_align(FormatAlign::Right);
    let share = format_of(Holds::Scores);
    page.write_string_with_format(top, 0, safe(&chart.title), &bold)?;
    let head = top + 1;
    for (column, line) in (1_u16..).zip(series) {
        page.write_string_with_format(head, column, safe(&line.name), &above)?;
    }
    for (n, step) in steps.iter().enumerate() {
        let row = head + 1 + row_number(n);
        page.write_string(row, 0, safe(step))?;
        for (column, line) in (1_u16..).zip(series) {
            if let Some(value) = line.values[n] {
                page.write_number_with_format(row, column, value, &share)?;
            }
        }
    }
    let (first, last) = (head + 1, head + row_number(steps.len()));
    let mut drawn = Drawn::new(ChartType::Line);
    drawn.title().set_name(safe(&chart.title).as_str());
    drawn.y_axis().set_num_format("0%").set_max(1.0);
    drawn.set_alt_text(safe(&chart.alt));
    drawn.set_width(720).set_height(340);
    drawn.legend().set_position(ChartLegendPosition::Bottom);
    let looks = COLORS.into_iter().zip(MARKS).cycle();
    for (column, (color, mark)) in (1_u16..).take(series.len()).zip(looks) {
        let color = Color::RGB(color);
        let mut line = ChartLine::new();
        line.set_color(color).set_width(2);
        let mut marker = ChartMarker::new();
        marker
            .set_type(mark)
            .set_size(7)
            .set_format(ChartSolidFill::new().set_color(color));
        drawn
            .add_series()
            .set_format(&mut line)
            .set_marker(&marker)
            .set_name((sheet, head, column))
            .set_categories((sheet, first, 0, last, 0))
            .set_values((sheet, first, column, last, column));
    }
    page.insert_chart(last + 2, 0, &drawn)?;
    Ok(last + 22)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;
    use crate::report::Table;
    use crate::report::graphic::Series;

    /// The first sheet and its first chart as they are written, with so many charts of two steps each below one row.
    fn with_charts(n: usize) -> String {
        let chart = |n: usize| Graphic {
            name: "trend",
            title: format!("Kiosk {n}"),
            alt: String::new(),
            caption: String::new(),
            drawing: Drawing::Lines {
                steps: vec!["Q1".into(), "Q2".into()],
                series: vec![Series {
                    name: "Us".into(),
                    is_limit: false,
                    values: vec![Some(0.5), None],
                }],
                aim: None,
            },
            table: Table {
                name: "trend",
                columns: Vec::new(),
                rows: Vec::new(),
            },
        };
        let sheet = Sheet {
            name: "Trend",
            notes: Vec::new(),
            columns: vec![Head {
                title: "Standard".into(),
                holds: Holds::Words,
            }],
            rows: vec![vec![Entry::text("Kiosk")]],
            charts: (1..=n).map(chart).collect(),
        };
        let workbook = Workbook {
            title: "Trend".into(),
            day: None,
            sheets: vec![sheet],
        };
        let mut zip = zip::ZipArchive::new(Cursor::new(xlsx(&workbook).unwrap())).unwrap();
        let mut text = String::new();
        for part in ["xl/worksheets/sheet1.xml", "xl/charts/chart1.xml"] {
            if let Ok(mut part) = zip.by_name(part) {
                part.read_to_string(&mut text).unwrap();
            }
        }
        text
    }

    #[test]
    fn one_chart_stays_beside_its_rows_and_of_several_each_begins_a_page() {
        // A page high is what is written for no height.
        let one = with_charts(1);
        assert!(
            !one.contains("fitToHeight") && !one.contains("<brk"),
            "{one}"
        );
        let none = with_charts(0);
        assert!(none.contains("fitToHeight=\"0\"") && !none.contains("<brk"));
        let two = with_charts(2);
        assert!(two.contains("fitToHeight=\"0\""), "{two}");
        // The head and the row, a free line, the first chart: its title, head, two steps and room to draw.
        for row in [3, 28] {
            assert!(two.contains(&format!("<brk id=\"{row}\" ")), "{two}");
        }
    }

    #[test]
    fn a_figure_between_two_that_are_missing_is_seen() {
        let chart = with_charts(1);
        assert!(chart.contains("<c:symbol val=\"circle\"/>"), "{chart}");
    }
}
