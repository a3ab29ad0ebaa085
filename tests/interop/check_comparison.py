#!/usr/bin/env python3
"""Reads a comparison written as CSV and as JSON with the standard library alone, and holds the two
against each other: check_comparison.py TABLE.csv TABLE.json"""

import csv
import json
import sys


def main(csv_path, json_path):
    with open(csv_path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(json_path, encoding="utf-8") as file:
        objects = json.load(file)["scores"]
    problems = []
    if len(rows) != len(objects) or not rows:
        problems.append(f"{len(rows)} rows and {len(objects)} objects")
    for number, (row, thing) in enumerate(zip(rows, objects), 1):
        if list(row) != list(thing):
            problems.append(f"row {number}: other names")
            continue
        for key, cell in row.items():
            value = thing[key]
            is_same = float(cell) == value if isinstance(value, (int, float)) else cell == (value or "")
            if not is_same:
                problems.append(f"row {number}, {key}: {cell!r} in CSV, {value!r} in JSON")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
