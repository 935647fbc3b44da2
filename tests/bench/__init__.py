"""Benchmarks: ``python -m tests.bench``. Nothing here is a test; these machines are too noisy to assert times."""

import os

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is measured is a program as it is installed, compiled once
