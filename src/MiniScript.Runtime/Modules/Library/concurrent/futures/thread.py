"""The executor that uses threads."""

from concurrent.futures import BrokenExecutor, ThreadPoolExecutor


class BrokenThreadPool(BrokenExecutor):
    """A pool whose initializer failed."""
