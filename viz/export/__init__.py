"""Exports of the whole graph for other programs: one file a format. Same graph, same bytes."""
