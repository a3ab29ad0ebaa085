#!/usr/bin/env python3
"""Reads a workbook with openpyxl and holds its items against a comparison written as JSON, as written
and, where LibreOffice is there, as calculated anew: check_workbook.py REPORT.xlsx TABLE.json [SHEET ...].
Where names of sheets are given, these must be its sheets. Both files are in the same language.

Exit code 0: all alike. 1: something differs, and what is said. 77: openpyxl is missing.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import openpyxl
except ImportError as error:
    print(f"skipped: {error} (pip install openpyxl)")
    sys.exit(77)

# The sheet of items is the third, whatever it is called.
ITEMS = 2


def numbers(path):
    book = openpyxl.load_workbook(path, data_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    found = {
        (cell.parent.title, cell.coordinate): cell.value
        for cell in cells
        if isinstance(cell.value, (int, float))
    }
    return book, found


def strange_names(path, wanted):
    """What is wrong with the names of the sheets, and with those that formulas go by."""
    sheets = openpyxl.load_workbook(path)
    if wanted and sheets.sheetnames != wanted:
        yield f"the sheets are {sheets.sheetnames} and not {wanted}"
    cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
    formulas = [cell for cell in cells if cell.data_type == "f"]
    named = {name for cell in formulas for name in re.findall(r"'([^']+)'!", cell.value)}
    if not named:
        yield "no formula names a sheet"
    for name in named - set(sheets.sheetnames):
        yield f"a formula names the sheet {name}, which there is not"


def main(workbook, json_path, *sheets):
    with open(json_path, encoding="utf-8") as file:
        scores = json.load(file)["scores"]
    wanted = {
        (row["organisation"], row["title"]): row for row in scores if row["level"] == "item"
    }
    book, written = numbers(workbook)
    problems = list(strange_names(workbook, list(sheets)))
    rows = list(book.worksheets[ITEMS].iter_rows(min_row=2, values_only=True))
    for row in rows:
        other = wanted[row[3], row[2]]
        pairs = [(row[4], other["n_visits"]), (row[5], other["mean"]), (row[7], other["low"])]
        for found, value in pairs:
            is_alike = found is None and value is None
            if not is_alike and abs((found or 0) - (value or 0)) > 1e-8:
                problems.append(f"{row[2]}, {row[3]}: {found} and not {value}")
    office = shutil.which("soffice")
    if office:
        with tempfile.TemporaryDirectory() as folder:
            # With settings of its own: another LibreOffice may be running.
            own = f"-env:UserInstallation={Path(folder, 'settings').as_uri()}"
            to = ["--convert-to", "xlsx", "--outdir", folder, workbook]
            command = [office, own, "--headless", *to]
            subprocess.run(command, check=True, capture_output=True)
            _, anew = numbers(Path(folder) / Path(workbook).name)
        for place, value in written.items():
            if abs(anew.get(place, 1e9) - value) > 1e-9:
                problems.append(f"{place}: {value}, calculated anew {anew.get(place)}")
    print("\n".join(problems) or f"{len(rows)} items and {len(written)} numbers are alike")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
