#!/usr/bin/env python3
"""Ranks shards by their mean stress: the reduce that goes with shard_statistics.py.

    python3 largest_mean.py RESULTS-FILE REPORT-FILE
"""

import json
import sys


def main(results_file, report_file):
    with open(results_file, encoding="utf-8") as file:
        results = json.load(file)
    ranking = sorted(results, key=lambda r: (-r["mean_mpa"], r["shard"]))
    with open(report_file, "w", encoding="utf-8") as file:
        json.dump({"shards": len(results), "ranking": [r["shard"] for r in ranking]}, file)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} RESULTS-FILE REPORT-FILE")
    main(sys.argv[1], sys.argv[2])
