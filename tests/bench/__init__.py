"""Benchmarks: ``python -m tests.bench``. Nothing here is a test; these machines are too noisy to assert times."""
