"""Tests of what the pipeline does with the worker, on plain Python: python3 -m unittest discover workloads/beam"""

import json
import pathlib
import re
import sys
import tempfile
import unittest

import screening


def settings(script: str, retries: int = 2, timeout: int = 30) -> screening.Settings:
    """A worker that runs a line of Python, which finds its arguments in sys.argv."""
    return screening.Settings("fleet", "gs://bucket", 3, timeout, retries, (sys.executable, "-c", script))


class ParseTests(unittest.TestCase):
    def test_options_of_beam_are_left_alone(self) -> None:
        ours, rest = screening.parse(["--job=a", "--store=gs://b", "--slices=4", "--runner=DataflowRunner", "--job_name=x", "--task_timeout=7"])
        self.assertEqual(ours, screening.Settings("a", "gs://b", 4, 7, 5))
        self.assertEqual(rest, ["--runner=DataflowRunner", "--job_name=x"])

    def test_worker_is_a_command_line(self) -> None:
        ours, _ = screening.parse(["--job=a", "--store=b", "--slices=1", "--worker=dotnet '/my folder/worker.dll'"])
        self.assertEqual(ours.worker, ("dotnet", "/my folder/worker.dll"))

    def test_every_parameter_of_the_template_is_an_option(self) -> None:
        metadata = json.loads(pathlib.Path(__file__).with_name("metadata.json").read_text(encoding="utf-8"))
        values = {"job": "fleet", "store": "gs://bucket", "slices": "40", "task_timeout": "100", "retries": "5"}
        self.assertEqual([parameter["name"] for parameter in metadata["parameters"]], list(values))
        for parameter in metadata["parameters"]:
            for regex in parameter.get("regexes", []):
                self.assertTrue(re.search(regex, values[parameter["name"]]), parameter["name"])
        _, rest = screening.parse([f"--{name}={value}" for name, value in values.items()])
        self.assertEqual(rest, [])


class CommandTests(unittest.TestCase):
    def test_map_leaves_the_reduce_to_the_pipeline(self) -> None:
        command = screening.map_command(screening.Settings("fleet", "gs://bucket", 3, 1, 0), 2)
        self.assertEqual(" ".join(command), "/usr/local/bin/worker map --job fleet --store gs://bucket --slice 2 --slices 3 --no-reduce")

    def test_reduce(self) -> None:
        command = screening.reduce_command(screening.Settings("fleet", "gs://bucket", 3, 1, 0))
        self.assertEqual(" ".join(command), "/usr/local/bin/worker reduce --job fleet --store gs://bucket")


class RunTests(unittest.TestCase):
    def run_script(self, script: str, **more: int) -> list[str]:
        log: list[str] = []
        ours = settings(script, **more)
        screening.run(screening.map_command(ours, 1), ours, log.append)
        return log

    def test_passes_on_what_the_worker_writes(self) -> None:
        self.assertEqual(self.run_script("import sys; print(sys.argv[1]); print('end', file=sys.stderr)"), ["map", "end"])

    def test_bad_input_is_an_outcome(self) -> None:
        self.assertEqual(self.run_script("import sys; print('bad'); sys.exit(65)"), ["bad"])

    def test_transient_failure_is_tried_again(self) -> None:
        self.run_counting("sys.exit(75 if n < 3 else 0)")
        self.assertEqual(self.tries, 3)

    def test_death_of_the_process_is_tried_again(self) -> None:
        self.run_counting("os.kill(os.getpid(), 9) if n < 2 else None")
        self.assertEqual(self.tries, 2)

    def test_too_many_failures_fail_the_bundle(self) -> None:
        with self.assertRaisesRegex(screening.WorkerFailed, "map --job fleet .* ended with exit code 75: no store"):
            self.run_script("import sys; print('no store'); sys.exit(75)", retries=1)

    def test_what_no_retry_mends_fails_the_bundle_at_once(self) -> None:
        for code in (64, 70, 77, 143):
            with self.subTest(code=code):
                with self.assertRaisesRegex(screening.WorkerFailed, f"exit code {code}"):
                    self.run_counting(f"sys.exit({code})")
                self.assertEqual(self.tries, 1)

    def test_a_try_that_takes_too_long_is_stopped(self) -> None:
        with self.assertRaisesRegex(screening.WorkerFailed, "exit code 143: stopped after 1 s"):
            self.run_script("import time; time.sleep(60)", timeout=1)

    def test_count_must_be_that_of_the_slices(self) -> None:
        screening.check_count(3, settings(""))
        with self.assertRaisesRegex(screening.WorkerFailed, "2 slices are done, expected 3"):
            screening.check_count(2, settings(""))

    def run_counting(self, script: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "tries")
            try:
                self.run_script(f"import os, sys; p = {str(path)!r}; open(p, 'a').write('x'); n = os.path.getsize(p); {script}", retries=3)
            finally:
                self.tries = path.stat().st_size


if __name__ == "__main__":
    unittest.main()
