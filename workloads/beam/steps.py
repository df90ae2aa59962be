"""The steps of the pipeline. A module of its own, so that workers import it by name instead of unpickling the launcher's main session."""

import logging
from collections.abc import Iterator

import apache_beam as beam

import screening


class MapSlice(beam.DoFn):
    """Runs the worker on one slice and passes its number on. May run twice for one element: the worker commits each result once."""

    def __init__(self, settings: screening.Settings) -> None:
        self._settings = settings

    def process(self, element: int) -> Iterator[int]:
        screening.run(screening.map_command(self._settings, element), self._settings, logging.info)
        yield element


class Reduce(beam.DoFn):
    """Runs the worker's reduce once all slices are counted."""

    def __init__(self, settings: screening.Settings) -> None:
        self._settings = settings

    def process(self, element: int) -> Iterator[int]:
        screening.check_count(element, self._settings)
        screening.run(screening.reduce_command(self._settings), self._settings, logging.info)
        yield element


def build(pipeline: beam.Pipeline, settings: screening.Settings) -> beam.PCollection[int]:
    """Create, spread, map, count, reduce. Without the reshuffle Beam fuses creating and mapping into one step, and one worker would do everything."""
    return (
        pipeline
        | "slices" >> beam.Create(range(settings.slices))
        | "spread" >> beam.Reshuffle()
        | "map" >> beam.ParDo(MapSlice(settings))
        | "count" >> beam.CombineGlobally(beam.combiners.CountCombineFn())
        | "reduce" >> beam.ParDo(Reduce(settings))
    )
