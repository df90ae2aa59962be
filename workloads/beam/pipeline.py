"""The fatigue screening of a fleet as a Beam pipeline.

    python3 pipeline.py --runner DirectRunner --job JOB --store STORE --slices N

On Dataflow the launcher of the Flex Template calls this with the template's parameters and the runner's own options.
"""

import logging
import sys

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions

import screening
import steps

# A worker runs one task at a time, with the whole machine for it.
OWN_OPTIONS = ["--number_of_worker_harness_threads=1", "--experiments=no_use_multiple_sdk_containers"]


def main(argv: list[str]) -> None:
    """Starts the pipeline and does not wait: a launcher that waits is stopped by Dataflow. The direct runner is waited for."""
    settings, rest = screening.parse(argv)
    options = PipelineOptions([*OWN_OPTIONS, *rest])
    pipeline = beam.Pipeline(options=options)
    steps.build(pipeline, settings)
    result = pipeline.run()
    if options.view_as(StandardOptions).runner in (None, "DirectRunner"):
        result.wait_until_finish()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main(sys.argv[1:])
