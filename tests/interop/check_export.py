#!/usr/bin/env python3
"""Looks at exports with other programs' eyes: frictionless validates each package, and LibreOffice
opens each CSV file in it as a person would, with the package's separator and decimal mark, and must
show every value as it was written.

    check_export.py [--only frictionless|libreoffice] DIR...

Exit code 0: all well. 1: something differs, and what is said. 77: a program is missing.
"""

import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

MISSING = 77
ENGLISH, GERMAN = 1033, 1031
UTF8 = 76
STANDARD, TEXT = 1, 2


def main(arguments):
    only = None
    if arguments[:1] == ["--only"]:
        only, arguments = arguments[1], arguments[2:]
    folders = [pathlib.Path(argument) for argument in arguments]
    if not folders:
        print(__doc__)
        return 2
    problems = []
    if only in (None, "frictionless"):
        try:
            import frictionless
        except ImportError:
            print("skipped: frictionless is not installed (pip install frictionless)")
            return MISSING
        for folder in folders:
            problems += validated(frictionless, folder)
    if only in (None, "libreoffice"):
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if office is None:
            print("skipped: LibreOffice is not installed")
            return MISSING
        for folder in folders:
            problems += opened(office, folder)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def validated(frictionless, folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    if report.valid and len(report.tasks) == 3:
        return []
    rows = report.flatten(["rowNumber", "fieldNumber", "type", "note"])
    return [f"{folder}: frictionless: {row}" for row in rows or ["tables are missing"]]


def opened(office, folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    problems = []
    for resource in package["resources"]:
        problems += compared(office, folder, resource)
    return problems


def compared(office, folder, resource):
    fields = resource["schema"]["fields"]
    delimiter = resource["dialect"]["delimiter"]
    is_number = [field["type"] in ("number", "integer") for field in fields]
    has_comma = any(field.get("decimalChar") == "," for field in fields)
    columns = "/".join(
        f"{place}/{STANDARD if number else TEXT}" for place, number in enumerate(is_number, 1)
    )
    language = GERMAN if has_comma else ENGLISH
    # Separator, quote, encoding, first line, columns, language, quoted cells as text, special numbers.
    reading = f"{ord(delimiter)},34,{UTF8},1,{columns},{language},false,false"
    # Numbers with all their digits, not as shown.
    writing = f"44,34,{UTF8},1,,{ENGLISH},true,false"
    path = folder / resource["path"]
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [
                office,
                f"-env:UserInstallation={pathlib.Path(scratch, 'profile').as_uri()}",
                "--headless",
                f"--infilter=CSV:{reading}",
                "--convert-to",
                f"csv:Text - txt - csv (StarCalc):{writing}",
                "--outdir",
                str(pathlib.Path(scratch, "out")),
                str(path),
            ],
            capture_output=True,
            text=True,
            timeout=300,
        )
        converted = pathlib.Path(scratch, "out", path.name)
        if not converted.exists():
            return [f"{path}: LibreOffice could not open it: {done.stdout} {done.stderr}"]
        there = rows_of(converted, ",")
    here = rows_of(path, delimiter)
    problems = []
    if len(here) != len(there):
        problems.append(f"{path}: {len(here)} rows written, {len(there)} opened")
    names = [field["name"] for field in fields]
    if here[0] != names:
        problems.append(f"{path}: the header is not that of the description")
    for number, (written, seen) in enumerate(zip(here, there), 1):
        if len(seen) != len(names):
            problems.append(f"{path}: row {number} has {len(seen)} cells")
            continue
        for place, name in enumerate(names):
            is_same = number > 1 and is_number[place] and same_number(written[place], seen[place])
            if not is_same and lines(written[place]) != lines(seen[place]):
                problems.append(
                    f"{path}: row {number}, {name}: wrote {written[place]!r}, opened {seen[place]!r}"
                )
    return problems


def rows_of(path, delimiter):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def same_number(written, seen):
    try:
        return abs(float(written.replace(",", ".")) - float(seen)) <= 1e-14
    except ValueError:
        return False


def lines(text):
    """A spreadsheet knows one kind of line end within a cell."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


if __name__ == "__main__":
    csv.field_size_limit(1 << 30)
    sys.exit(main(sys.argv[1:]))
