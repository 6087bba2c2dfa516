"""Celery, set for at-least-once: the database owns what is due, a message is only a hint.

Each value is explained in `docs/operations.md`, the idea in `docs/decisions/0003-due-work.md`.
"""

import os

from celery import Celery
from django.conf import settings
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("recheck")
app.conf.update(
    broker_url=settings.BROKER_URL,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=120,
    task_soft_time_limit=90,
    worker_prefetch_multiplier=1,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_max_tasks_per_child=500,
    worker_max_memory_per_child=400_000,
    worker_soft_shutdown_timeout=5,
    worker_enable_soft_shutdown_on_idle=True,
    worker_hijack_root_logger=False,
    worker_enable_remote_control=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 600,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        "socket_timeout": 10,
        "socket_keepalive": True,
        "health_check_interval": 25,
        "retry_on_timeout": True,
    },
    task_publish_retry_policy={
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.2,
    },
    task_default_queue="recheck",
    task_queues=[Queue(name, routing_key=name) for name in sorted(set(settings.QUEUES.values()))],
    task_routes={
        name: {"queue": queue, "routing_key": queue} for name, queue in settings.QUEUES.items()
    },
    beat_schedule={
        "tick": {
            "task": "jobs.tick",
            "schedule": settings.SWEEP_S,
            # A tick that waited longer than this is replaced by the next one.
            "options": {"expires": max(10.0, settings.SWEEP_S * 5)},
        }
    },
    beat_schedule_filename="",
    timezone="UTC",
)
app.autodiscover_tasks()
