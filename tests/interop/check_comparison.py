#!/usr/bin/env python3
"""Reads a comparison written as CSV and as JSON with the standard library alone, and holds the two
against each other: check_comparison.py TABLE.csv TABLE.json"""

import csv
import json
import sys


def problems(csv_path, json_path):
    """What differs between the two, in words."""
    with open(csv_path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(json_path, encoding="utf-8") as file:
        objects = json.load(file)["scores"]
    found = []
    if len(rows) != len(objects) or not rows:
        found.append(f"{len(rows)} rows and {len(objects)} objects")
    for number, (row, thing) in enumerate(zip(rows, objects), 1):
        if list(row) != list(thing):
            found.append(f"row {number}: other names")
            continue
        for key, cell in row.items():
            value = thing[key]
            is_same = float(cell) == value if isinstance(value, (int, float)) else cell == (value or "")
            if not is_same:
                found.append(f"row {number}, {key}: {cell!r} in CSV, {value!r} in JSON")
    return found


def main(csv_path, json_path):
    found = problems(csv_path, json_path)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
