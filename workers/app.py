"""The Celery application: Redis as broker, rows as the record, and how a coroutine becomes a task."""

import functools
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from celery import Celery, signals

import settings
from workers.schedule import SCHEDULE

VISIBLE_S = 900
LIMIT_S = 300
"""A task is cancelled after this, well before the broker would hand it out a second time."""

app = Celery("samvad", set_as_current=False, amqp="workers.broker:Amqp")
app.conf.update(
    task_default_queue="samvad",
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    beat_scheduler="workers.broker:Beat",
    broker_connection_timeout=2,
    # A broker that is away must not hold up whoever publishes: the rows are swept later.
    task_publish_retry_policy={
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.05,
        "interval_max": 0.05,
    },
    broker_transport_options={
        "visibility_timeout": VISIBLE_S,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.05,
        "interval_max": 0.05,
    },
    enable_utc=True,
    timezone="Asia/Kolkata",
    beat_schedule=SCHEDULE,
)

Work = Callable[..., Coroutine[Any, Any, object]]
log = structlog.get_logger()


def connect_broker() -> Celery:
    """Point the application at the broker of the settings, in whichever process."""
    app.conf.update(broker_url=settings.current().redis.url)
    return app


@signals.setup_logging.connect
def _keep_our_logs(**_: object) -> None:
    """Celery leaves the logs as they were set; a line for every start each two seconds is noise."""
    logging.getLogger("celery").setLevel(logging.WARNING)
    # A lost broker is said in one line by `workers.broker`, not as a traceback.
    logging.getLogger("celery.worker.consumer.consumer").setLevel(logging.ERROR)


def task(name: str, *, limit_s: float = LIMIT_S) -> Callable[[Work], Any]:
    """Make a coroutine function a task that runs on the process's loop, with its ids in every log line."""

    def wrap(work: Work) -> Any:
        @functools.wraps(work)
        def body(*args: int | str) -> None:
            from workers.machine import MACHINE

            with structlog.contextvars.bound_contextvars(task=name, args=list(args)):
                try:
                    MACHINE.run(work(*args), limit_s)
                except Exception as error:
                    # Edge: the rows bring the work back; a task itself is never retried by the queue.
                    log.error("task failed", exc_info=error)

        return app.task(name=name)(body)

    return wrap


@signals.worker_process_shutdown.connect
@signals.worker_shutdown.connect
def _close(**_: object) -> None:
    from workers.machine import MACHINE

    MACHINE.close()
