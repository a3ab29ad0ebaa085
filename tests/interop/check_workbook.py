#!/usr/bin/env python3
"""Reads a workbook with openpyxl and holds its items against a comparison written as JSON, as written
and, where LibreOffice is there, as calculated anew: check_workbook.py REPORT.xlsx TABLE.json"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl


def numbers(path):
    book = openpyxl.load_workbook(path, data_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    found = {
        (cell.parent.title, cell.coordinate): cell.value
        for cell in cells
        if isinstance(cell.value, (int, float))
    }
    return book, found


def main(workbook, json_path):
    with open(json_path, encoding="utf-8") as file:
        scores = json.load(file)["scores"]
    wanted = {
        (row["organisation"], row["title"]): row for row in scores if row["level"] == "item"
    }
    book, written = numbers(workbook)
    problems = []
    rows = list(book["Items"].iter_rows(min_row=2, values_only=True))
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
            command = [office, "--headless", "--convert-to", "xlsx", "--outdir", folder, workbook]
            subprocess.run(command, check=True, capture_output=True)
            _, anew = numbers(Path(folder) / Path(workbook).name)
        for place, value in written.items():
            if abs(anew.get(place, 1e9) - value) > 1e-9:
                problems.append(f"{place}: {value}, calculated anew {anew.get(place)}")
    print("\n".join(problems) or f"{len(rows)} items and {len(written)} numbers are alike")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
