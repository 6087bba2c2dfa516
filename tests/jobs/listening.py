"""A broker inside this process, so that a test can read what was asked of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from celery import Celery

from config.celery import app as ours


@contextmanager
def listening(broker: str = "memory://") -> Iterator[Celery]:
    """Send what this process publishes, from any of its threads, to a broker of our own."""
    app = Celery("listener", broker=broker, set_as_current=True)
    app.set_default()
    app.conf.task_publish_retry_policy = {"max_retries": 0}
    try:
        yield app
    finally:
        ours.set_default()
        ours.set_current()
        app.close()


def told(app: Celery) -> list[str]:
    """The tasks that wait in the broker, oldest first; reading takes them out."""
    with app.connection_for_read() as connection:
        queue = connection.SimpleQueue("celery")
        names = [queue.get_nowait().headers["task"] for _ in range(queue.qsize())]
        queue.clear()
        queue.close()
    return names
