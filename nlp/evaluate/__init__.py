"""Measures this package on files that others bring; ships no data."""
