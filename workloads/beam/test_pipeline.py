"""Tests of the pipeline itself under Beam's direct runner; skipped where apache_beam cannot be imported."""

import importlib.util
import pathlib
import sys
import tempfile
import unittest

import screening

BEAM = importlib.util.find_spec("apache_beam") is not None
WORKER = "import pathlib, sys; a = sys.argv; pathlib.Path(a[5], a[1] + (a[7] if a[1] == 'map' else '')).touch()"


@unittest.skipUnless(BEAM, "apache_beam is not installed: pip install apache-beam")
class PipelineTests(unittest.TestCase):
    def test_maps_every_slice_and_then_reduces(self) -> None:
        import apache_beam as beam
        from apache_beam.testing.util import assert_that, equal_to

        import steps

        with tempfile.TemporaryDirectory() as folder:
            ours = screening.Settings("fleet", folder, 5, 30, 0, (sys.executable, "-c", WORKER))
            with beam.Pipeline(runner="DirectRunner") as pipeline:
                assert_that(steps.build(pipeline, ours), equal_to([5]))
            self.assertEqual(sorted(path.name for path in pathlib.Path(folder).iterdir()), ["map0", "map1", "map2", "map3", "map4", "reduce"])

    def test_failing_worker_fails_the_pipeline(self) -> None:
        import apache_beam as beam

        import steps

        ours = screening.Settings("fleet", "store", 2, 30, 0, (sys.executable, "-c", "import sys; print('no store'); sys.exit(75)"))
        with self.assertRaisesRegex(Exception, "exit code 75: no store"), beam.Pipeline(runner="DirectRunner") as pipeline:
            steps.build(pipeline, ours)


if __name__ == "__main__":
    unittest.main()
