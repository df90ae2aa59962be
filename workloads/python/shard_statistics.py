#!/usr/bin/env python3
"""Count, minimum, maximum, mean and root mean square of the stress in one shard.

    python3 shard_statistics.py SHARD-FILE RESULT-FILE

Exit code 65 means that the shard can never be read; any other but 0 means "try again".
"""

import csv
import gzip
import json
import math
import os
import sys

BAD_INPUT = 65


def read_stresses(path):
    """Yields the column stress_mpa of a .csv or .csv.gz file. Raises ValueError with the line of a bad row."""
    open_text = gzip.open if path.endswith(".gz") else open
    with open_text(path, "rt", encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if "stress_mpa" not in (reader.fieldnames or []):
            raise ValueError(f"1: found the columns {reader.fieldnames}, expected time_s,stress_mpa")
        for row in reader:
            try:
                stress = float(row["stress_mpa"])
            except (TypeError, ValueError):
                stress = math.nan
            if not math.isfinite(stress):
                raise ValueError(f"{reader.line_num}: found {row['stress_mpa']!r}, expected a stress in MPa")
            yield stress


def statistics(stresses):
    """Two runs over the same shard give the same bits: fsum does not depend on the order of its terms."""
    values = list(stresses)
    if not values:
        raise ValueError("2: found no rows, expected one or more")
    return {
        "count": len(values),
        "min_mpa": min(values),
        "max_mpa": max(values),
        "mean_mpa": math.fsum(values) / len(values),
        "rms_mpa": math.sqrt(math.fsum(v * v for v in values) / len(values)),
    }


def main(shard_file, result_file):
    shard = os.environ.get("CLOUDSTACKS_SHARD", os.path.basename(shard_file))
    try:
        result = {"shard": shard, **statistics(read_stresses(shard_file))}
    except (ValueError, EOFError, gzip.BadGzipFile) as error:
        print(f"{shard}:{error}", file=sys.stderr)
        return BAD_INPUT
    with open(result_file, "w", encoding="utf-8") as file:
        json.dump(result, file, sort_keys=True)
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} SHARD-FILE RESULT-FILE")
    sys.exit(main(sys.argv[1], sys.argv[2]))
