#!/usr/bin/env python3
"""Reads what was written in every format with parsers of others, and holds each figure in it against
the JSON: check_formats.py FOLDER, which holds report, compare, items, months and facets (the
comparison by item, by month, by tag:facet) as .html, .md, .csv and .json, and report.xlsx. HTML is read by html5lib, Markdown
by markdown-it, the workbook by openpyxl, and CSV and JSON by the library of Python.

Every table must be one that is known here, and every score of the JSON must stand in a table.

Exit code 0: all alike. 1: something differs, and what is said. 77: a parser is missing.
"""

import json
import re
import sys
from pathlib import Path

import check_comparison

try:
    import html5lib
    import openpyxl
    from markdown_it import MarkdownIt
except ImportError as error:
    print(f"skipped: {error} (pip install html5lib markdown-it-py openpyxl)")
    sys.exit(77)

VERDICTS = {"clear": "clear", "leaning": "leaning", "same": "the same", "cannot_tell": "can't tell"}
BRACKETS = r" \((?:aim [\d.]+|critical|bonus|no is good)\)"


def text_of(node):
    return re.sub(r"\s+", " ", "".join(node.itertext()).replace("−", "-")).strip()


def tables_of(page):
    """Each table with its caption, its names of columns in one row, and its rows."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for table in tree.iter("table"):
        caption = " ".join(text_of(one) for one in table.iter("caption"))
        rows = [[cell for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]
        above, *below = rows
        names = [text_of(cell) for cell in above for _ in range(int(cell.get("colspan") or 1))]
        if any(cell.get("colspan") for cell in above):
            second, *below = below
            seconds = [text_of(cell) for cell in second]
            joined = [f"{one}, {two.lower()}" for one, two in zip(names[1:], seconds[1:])]
            names = [seconds[0] or names[0], *joined]
        yield caption, names, [[text_of(cell) for cell in row] for row in below]


class Document:
    """One result in every format."""

    def __init__(self, folder, name):
        self.name = name
        self.paths = {end: folder / f"{name}.{end}" for end in ("html", "md", "csv", "json")}
        self.data = json.loads(self.paths["json"].read_text(encoding="utf-8"))
        markdown = MarkdownIt("commonmark").enable("table")
        html, text = (self.paths[end].read_text(encoding="utf-8") for end in ("html", "md"))
        self.tables = {"html": list(tables_of(html)), "md": list(tables_of(markdown.render(text)))}
        # Markdown names a table in a line before it.
        captions = [caption for caption, _, _ in self.tables["html"]]
        named = zip(captions, self.tables["md"])
        self.tables["md"] = [(caption, names, rows) for caption, (_, names, rows) in named]


class Check:
    """The figures of all documents, and what is wrong with them."""

    def __init__(self, folder):
        self.problems = []
        self.n_figures = 0
        self.shown = {"html": set(), "md": set()}
        names = ("report", "compare", "items", "months", "facets")
        self.documents = {name: Document(folder, name) for name in names}
        self.sheets = openpyxl.load_workbook(folder / "report.xlsx", data_only=True)
        self.scores = self.documents["items"].data["scores"]
        self.organisations = {
            row["organisation"]: row for row in self.documents["report"].data["organisations"]
        }
        self.own = next(name for name, row in self.organisations.items() if row["role"] == "own")

    def run(self):
        for document in self.documents.values():
            rest = check_comparison.problems(document.paths["csv"], document.paths["json"])
            self.problems += [f"{document.name}.csv: {problem}" for problem in rest]
            for end, tables in document.tables.items():
                for caption, names, rows in tables:
                    self.place = f"{document.name}.{end}, {caption}"
                    self.document, self.end = document, end
                    self.table(caption, names, rows)
            if len(document.tables["html"]) != len(document.tables["md"]):
                self.problems.append(f"{document.name}: not as many tables in Markdown as in HTML")
        levels = ("total", "like_for_like", "section", "section_like_for_like", "item")
        for end, shown in self.shown.items():
            for number, row in enumerate(self.scores):
                is_shown = number in shown or row["mean"] is None
                if row["level"] in levels and not is_shown:
                    what = f"{row['title']} ({row['level']}) of {row['organisation']}"
                    self.problems.append(f"{end}: {what} stands in no table")
        self.workbook()

    def expect(self, is_right, what):
        self.n_figures += 1
        if not is_right:
            self.problems.append(f"{self.place}: {what}")

    def table(self, caption, names, rows):
        if any(name.endswith(", verdict") for name in names):
            return self.beside(names, rows)
        if names[:2] == ["Organisation", "Visits"]:
            return self.how_others(rows)
        if "Best of the others" in names:
            return [self.one_item(row) for row in rows]
        if "Points lost" in names:
            return [self.lost(names, row) for row in rows]
        if names[0].endswith("(visits in brackets)"):
            return [self.by_side(names, row) for row in rows]
        if names[0] == "Visit, by score":
            return self.guesses(rows)
        if "Care" in names:
            return [self.script(dict(zip(names, row))) for row in rows]
        if caption == "What happened" or caption.startswith("What it asked of the "):
            return [self.happened(names, row) for row in rows]
        if caption == "Behind the numbers":
            return [self.behind(names, row) for row in rows]
        self.problems.append(f"{self.place}: a table that nobody holds against anything")

    def beside(self, names, rows):
        title = None
        for row in rows:
            first = re.sub(BRACKETS, "", row[0])
            is_again = first.startswith("… ")
            title = title if is_again else first
            sides = {}
            for name, cell in zip(names[1:], row[1:]):
                organisation, what = name.rsplit(", ", 1)
                sides.setdefault(organisation, {})[what] = cell
            for organisation, cells in sides.items():
                self.side(title, is_again, organisation, cells)

    def side(self, title, is_again, organisation, cells):
        score, total = cells["score"], self.score_of("total", organisation)
        plain = {
            "Visits": total["n_visits"],
            "Critical failures": sum(
                row["organisation"] == organisation
                for row in self.document.data["critical_failures"]
            ),
        }
        if title in plain:
            return self.expect(score == str(plain[title]), f"{title}: {score}")
        if title in ("Best visit", "Worst visit"):
            value = total[title.split()[0].lower()]
            return self.expect(is_percent(score, value), f"{title}: {score} and not {value}")
        grouped = [row for row in self.document.data["scores"] if row["group_title"] == title]
        rows, key = (grouped, "group_title") if grouped else (self.scores, "title")
        if title == "Like for like" or title == "Total" and self.document.name == "report":
            levels, title = ["like_for_like"], "Like for like"
        elif grouped:
            levels = ["like_for_like"]
        elif is_again or (title, self.document.name) in self.like_for_like():
            levels = ["section_like_for_like", "tag_like_for_like"]
        else:
            levels = ["total", "section", "item", "tag"]
        if self.document.name == "facets":
            rows = self.document.data["scores"]
        found = [row for row in rows if row["level"] in levels and row[key] == title]
        found = [row for row in found if row["organisation"] == organisation]
        what = f"{title}, {organisation}"
        if len(found) != 1:
            return self.expect(score in ("", "-"), f"{what}: {score}, in JSON {len(found)} times")
        self.figure(what, score, found[0])
        self.gap(what, cells, found[0])
        if rows is self.scores:
            self.shown[self.end].add(rows.index(found[0]))

    def like_for_like(self):
        """The sections that the report shows like for like."""
        rows = (row for row in self.scores if row["level"] == "section_like_for_like")
        return {(row["title"], "report") for row in rows}

    def score_of(self, level, organisation, title=None):
        return next(
            row
            for row in self.scores
            if (row["level"], row["organisation"]) == (level, organisation)
            and title in (None, row["title"])
        )

    def figure(self, what, cell, row):
        """A score, with the visits behind it in brackets where it says them."""
        score, visits = re.fullmatch(r"(.*?)(?: \((\d+)\))?", cell).groups()
        self.expect(is_percent(score, row["mean"]), f"{what}: {cell} and not {row['mean']}")
        if visits:
            self.expect(int(visits) == row["n_visits"], f"{what}: {cell}, {row['n_visits']} visits")

    def gap(self, what, cells, row):
        """The gap to ours, where it is likely to lie, and what is said of it."""
        if cells.get("gap") is None:
            return
        is_shown = cells["gap"] not in ("", "-")
        if is_shown:
            value = row["gap_to_own"]
            is_right = cells["gap"] == "0.0" or cells["gap"][0] in "+-"
            is_right &= is_percent(cells["gap"], value)
            self.expect(is_right, f"{what}: {cells['gap']} and not {value}")
            said = VERDICTS.get(row["verdict"])
            self.expect(cells["verdict"] == said, f"{what}: {cells['verdict']} and not {said}")
        else:
            # A gap that is made by another mix of visits is not shown.
            is_right = row["gap_to_own"] is None or row["why"] == "not_comparable"
            self.expect(is_right, f"{what}: no gap and not {row['gap_to_own']}")
        ends = re.fullmatch(r"(\S+) to (\S+)", cells["likely"])
        if ends:
            is_right = all(map(is_percent, ends.groups(), (row["low"], row["high"])))
        else:
            is_right = row["low"] is None
        self.expect(is_right, f"{what}: {cells['likely']} and not {row['low']} to {row['high']}")

    def how_others(self, rows):
        for organisation, visits, score, gap, likely in rows:
            total = self.score_of("total", organisation)
            self.expect(int(visits) == total["n_visits"], f"{organisation}: {visits} visits")
            self.figure(organisation, score, total)
            gap, _, verdict = gap.partition(" ")
            cells = {"gap": gap, "verdict": verdict, "likely": likely}
            self.gap(organisation, cells, self.score_of("like_for_like", organisation))

    def one_item(self, cells):
        title, ours, best, gap = cells
        title = question_of(title)
        self.figure(title, ours, self.score_of("item", self.own, title))
        others = [
            self.score_of("item", name, title) for name in self.organisations if name != self.own
        ]
        others = [row for row in others if row["mean"] is not None]
        if best == "-":
            return self.expect(not others and gap == "-", f"{title}: {best}, {gap}")
        score, name = best.split(" ", 1)
        row = self.score_of("item", name, title)
        is_best = row["mean"] == max(other["mean"] for other in others)
        self.expect(is_best and is_percent(score, row["mean"]), f"{title}: {best}")
        value, verdict = gap.split(" ", 1)
        is_right = is_percent(value, row["gap_to_own"]) and verdict == VERDICTS[row["verdict"]]
        self.expect(is_right, f"{title}: {gap}")

    def lost(self, names, cells):
        cells = dict(zip(names, cells))
        title, value = question_of(cells["Item"]), cells["Points lost"]
        rows = self.document.data["points_lost"]
        row = next(
            row for row in rows if (row["question"], row["organisation"]) == (title, self.own)
        )
        is_right = is_percent(value, row["lost_per_visit"])
        self.expect(is_right, f"{title}: {value} and not {row['lost_per_visit']}")
        if "Score" in cells:
            self.figure(title, cells["Score"], self.score_of("item", self.own, title))
            better = re.fullmatch(r"(\S+) (.*?)(?:, (clear|leaning))?", cells["Who does better"])
            score, name, verdict = better.groups()
            row = self.score_of("item", name, title)
            self.figure(title, score, row)
            self.expect(verdict in (None, row["verdict"]), f"{title}: {verdict}")

    def by_side(self, names, cells):
        """An item, or a month, with the score of each side and the visits behind it."""
        for organisation, cell in zip(names[1:], cells[1:]):
            if names[0].startswith("Month"):
                rows = self.documents["months"].data["scores"]
                rows = [row for row in rows if row["group"] and row["organisation"] == organisation]
                rows = [row for row in rows if is_month(cells[0], row["group_title"])]
                row = next((row for row in rows if row["level"] == "like_for_like"), rows[0])
            else:
                row = self.score_of("item", organisation, question_of(cells[0]))
            what = f"{cells[0]}, {organisation}"
            if cell == "-":
                self.expect(row["mean"] is None, f"{what}: - and not {row['mean']}")
                continue
            self.figure(what, cell, row)
            self.expect("(" in cell, f"{what}: {cell} without its visits")
            if not names[0].startswith("Month"):
                self.shown[self.end].add(self.scores.index(row))

    def guesses(self, rows):
        visits = self.sheets["Visits"].iter_rows(min_row=2, values_only=True)
        pairs = sorted((row[4], row[7]) for row in visits if row[1] == self.own)
        self.expect(len(pairs) == len(rows), f"{len(rows)} guesses and not {len(pairs)}")
        for (_, *cells), pair in zip(rows, pairs):
            self.expect(all(map(is_percent, cells, pair)), f"{cells} and not {pair}")

    def script(self, cells):
        organisation = cells.get("Organisation") or cells["Place"]
        rows = self.documents["facets"].data["script_and_care"]
        row = next(row for row in rows if row["organisation"] == organisation)
        is_right = int(cells["Visits"]) == row["n_visits"]
        is_right &= is_percent(cells["Script"], row["script"])
        is_right &= is_percent(cells["Care"], row["care"])
        self.expect(is_right, f"{cells} and not {row}")

    def happened(self, names, cells):
        for organisation, cell in zip(names[1:], cells[1:]):
            facts = self.document.data["facts"]
            asked = [row for row in facts if row["question"] == cells[0]]
            row = next((row for row in asked if row["organisation"] == organisation), None)
            what = f"{cells[0]}, {organisation}: {cell}"
            if row is None or cell == "-":
                self.expect(cell == "-" and (row is None or not row["n_answers"]), what)
            elif row["type"] == "yes_no":
                self.expect(cell == f"yes in {row['n_yes']} of {row['n_answers']}", what)
            elif " of " in cell and row["whole"] is None:
                self.options(what, cell, row)
            elif row["whole"] is not None:
                self.expect(cell == f"{row['part']:g} of {row['whole']:g}", what)
            else:
                values = [row["middle"], row["least"], row["most"]]
                figures = re.fullmatch(r"(\S+)(?: out of \d+)? \((\S+) to (\S+)\)", cell)
                is_right = figures and [number(one) for one in figures.groups()] == values
                self.expect(is_right, f"{what} and not {values}")

    def options(self, what, cell, row):
        """How many chose what: one option, some that as many chose, or all that could be ticked."""
        options = self.document.data["options"]
        options = [one for one in options if one["organisation"] == row["organisation"]]
        times = {one["label"]: one["n_times"] for one in options if one["item"] == row["item"]}
        for labels, *counts in re.findall(r"(.+?):? (\d+) of (\d+)(?:, | and |$)", cell):
            for label in re.split(r"(?<=\)), ", labels):
                # An option that nobody chose has no row.
                wanted = [times.get(re.sub(r" \(\d+\)$", "", label), 0), row["n_answers"]]
                self.expect(list(map(int, counts)) == wanted, f"{what} and not {label} {wanted}")

    def behind(self, names, cells):
        times = {"never": 0, "once": 1, "twice": 2}
        for organisation, cell in zip(names[1:], cells[1:]):
            row = self.organisations[organisation]
            percent = {
                "Judged of what could be": "coverage",
                "Not seen": "not_observed",
                "Did not apply": "not_applicable",
            }.get(cells[0])
            total = self.score_of("total", organisation)
            values = {
                "Kindly broke the script": row["n_waived"],
                "Sites": row["n_sites"],
                "Auditors": row["n_auditors"],
                "Visits that failed": row["n_failed"],
                "First visit": total["first_visited"],
                "Last visit": total["last_visited"],
            }
            if percent:
                is_right = is_percent(cell.removesuffix(" %"), row[percent])
            else:
                found = times.get(cell, cell.split(" of ")[0].removesuffix(" times"))
                is_right = str(found) == str(values[cells[0]])
            self.expect(is_right, f"{cells[0]}, {organisation}: {cell}")

    def workbook(self):
        names = {"total": "total", "section": "section"}
        for row in self.sheets["Comparison"].iter_rows(min_row=2, values_only=True):
            self.place = "report.xlsx, Comparison"
            title = row[2].removesuffix(", like for like")
            level = names[row[1]] + ("" if title == row[2] else "_like_for_like")
            level = level.removeprefix("total_")
            wanted = None if level == "like_for_like" else title
            self.line(row, self.score_of(level, row[3], wanted))
        for row in self.sheets["Items"].iter_rows(min_row=2, values_only=True):
            self.place = "report.xlsx, Items"
            self.line(row, self.score_of("item", row[3], row[2]))
        self.place = "report.xlsx, Summary"
        lines = list(self.sheets["Summary"].iter_rows(values_only=True))
        head = next(number for number, row in enumerate(lines) if row[0] == "Standard")
        for row in lines[head + 1 : head + 1 + len(self.organisations)]:
            total = self.score_of("total", row[1])
            is_right = row[2] == total["n_visits"] and is_near(row[3], total["mean"])
            is_right &= row[6] == self.organisations[row[1]]["n_failed"]
            self.expect(is_right, f"{row} and not {total}")

    def line(self, cells, row):
        figures = dict(zip(("n_visits", "mean", "gap_to_own", "low", "high"), cells[4:9]))
        for name, cell in figures.items():
            what = f"{cells[2]}, {cells[3]}: {name} {cell} and not {row[name]}"
            self.expect(is_near(cell, row[name]), what)


def question_of(label):
    """An item's question, where its label says which answer is good."""
    return label.removesuffix(" (no is good)")


def is_near(cell, value):
    return cell is value if None in (cell, value) else abs(cell - value) < 1e-8


def is_percent(cell, value):
    """Whether a share is shown rightly: in percent, to a tenth of a point."""
    try:
        return abs(float(cell) - value * 100) < 0.05 + 1e-6
    except (TypeError, ValueError):
        return cell in ("", "-") and value is None


def is_month(shown, title):
    return shown[:3] == title[:3] and shown[-4:] == title[-4:]


def number(figure):
    """A count, or minutes and seconds."""
    minutes, _, seconds = figure.rpartition(":")
    return float(seconds) + 60 * float(minutes or 0)


def main(folder):
    check = Check(Path(folder))
    check.run()
    print("\n".join(check.problems) or f"{check.n_figures} figures are alike")
    return 1 if check.problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
