"""Calls the worker for one slice and for the reduce. Plain Python: the steps of the pipeline are built on it, and tests need no Beam."""

import argparse
import dataclasses
import shlex
import subprocess
from collections.abc import Callable, Sequence

OK = 0
BAD_INPUT = 65
TRANSIENT = 75
INTERRUPTED = 143

# The worker is stopped between two steps; if it has not ended by then, it hangs.
GRACE_SECONDS = 10


@dataclasses.dataclass(frozen=True)
class Settings:
    """What every worker of a job must know: the parameters of the template.

    job, store: which job, and the bucket that holds it (``gs://bucket``).
    slices: how many slices the shards are cut into.
    task_timeout: how long one try may take, in seconds.
    retries: how often a slice is tried again before its bundle fails.
    worker: the worker's program, with its first arguments.
    """

    job: str
    store: str
    slices: int
    task_timeout: int
    retries: int
    worker: tuple[str, ...] = ("/usr/local/bin/worker",)


class WorkerFailed(Exception):
    """The worker ended without an outcome for its shards; Beam must run the bundle again."""


def parse(argv: Sequence[str]) -> tuple[Settings, list[str]]:
    """Reads our options; what is left are the options of Beam and its runner."""
    parser = argparse.ArgumentParser(description="Screen a fleet for fatigue, one element for each slice", allow_abbrev=False)
    parser.add_argument("--job", required=True, help="id of a planned job")
    parser.add_argument("--store", required=True, help="bucket of the job, such as gs://bucket")
    parser.add_argument("--slices", required=True, type=_positive, help="how many slices the shards are cut into")
    parser.add_argument("--task_timeout", default=100, type=_positive, help="seconds that one try of a slice may take")
    parser.add_argument("--retries", default=5, type=int, help="how often a slice is tried again before its bundle fails")
    parser.add_argument("--worker", default="/usr/local/bin/worker", help="the worker's command line")
    known, rest = parser.parse_known_args(argv)
    known.worker = tuple(shlex.split(known.worker))
    return Settings(**vars(known)), rest


def map_command(settings: Settings, index: int) -> list[str]:
    """The worker's command line for one slice; the reduce is a step of the pipeline."""
    return [*settings.worker, "map", "--job", settings.job, "--store", settings.store,
            "--slice", str(index), "--slices", str(settings.slices), "--no-reduce"]


def reduce_command(settings: Settings) -> list[str]:
    """The worker's command line for the reduce."""
    return [*settings.worker, "reduce", "--job", settings.job, "--store", settings.store]


def run(command: Sequence[str], settings: Settings, log: Callable[[str], None]) -> None:
    """Runs the worker until every shard that it was given has an outcome.

    Bad input is an outcome: its record says why, and no retry mends it. A failure worth a retry, or the death of the process, is tried again here
    first, because a failed element costs all elements of its bundle and Dataflow runs a bundle four times at most.

    Raises WorkerFailed with the worker's last line.
    """
    for attempt in range(settings.retries + 1):
        code, lines = _run_once(command, settings.task_timeout)
        for line in lines:
            log(line)
        if code in (OK, BAD_INPUT):
            return
        died = code < 0
        if not (died or code == TRANSIENT) or attempt == settings.retries:
            last = lines[-1] if lines else "it wrote nothing"
            raise WorkerFailed(f"{' '.join(command[len(settings.worker):])} ended with exit code {code}: {last}")


def check_count(count: int, settings: Settings) -> None:
    """Raises WorkerFailed where the count of slices is not what was asked for: then elements were lost or seen twice."""
    if count != settings.slices:
        raise WorkerFailed(f"{count} slices are done, expected {settings.slices}")


def _run_once(command: Sequence[str], timeout: float) -> tuple[int, list[str]]:
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace") as process:
        try:
            output, _ = process.communicate(timeout=timeout)
            return process.returncode, output.splitlines()
        except subprocess.TimeoutExpired:
            return INTERRUPTED, [*_stop(process).splitlines(), f"stopped after {timeout} s, which one try may take"]


def _stop(process: subprocess.Popen[str]) -> str:
    process.terminate()
    try:
        return process.communicate(timeout=GRACE_SECONDS)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0]


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text}: expected a whole number from 1")
    return number
