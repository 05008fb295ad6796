"""Settings of one server, read from the environment.

Every setting is an environment variable with the prefix ``MEMORY_PIPE_``, so
``MEMORY_PIPE_MAX_STEPS=500`` sets `Settings.max_steps`.
"""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.environment import Networks, Origins, Rate, RootPath, listed

APP = Path(__file__).resolve().parent
ROOT = APP.parent
"""The folder that holds ``app/`` and ``lstm_core/``."""
_INSTALLED = (APP / "templates").is_dir()


def shipped(name: str) -> Path:
    """Return a folder that comes with the app, ``static`` or ``templates``.

    Both are beside ``app/`` in a checkout and inside it in an installed wheel, so that only packages
    are at the top of an environment.
    """
    return (APP if _INSTALLED else ROOT) / name


def kept(folder: Path) -> Path:
    """Return a folder that the server writes to; a relative one counts from the checkout if there is one."""
    return (Path.cwd() if _INSTALLED else ROOT) / folder


class Settings(BaseSettings):
    """Where things are stored, and how much one request may ask for.

    The limits keep a single request from occupying a worker: an answer comes
    within a few seconds at all of them.
    """

    model_config = SettingsConfigDict(env_prefix="MEMORY_PIPE_", frozen=True, extra="ignore")

    hosts: str | None = Field(
        default=None,
        description="Names and addresses of the server besides those of its machine, "
        "separated by commas, such as pipe.school.example; * for any.",
    )
    root_path: RootPath | None = Field(
        default=None, description="The path under which a proxy shows the server, such as /memory-pipe."
    )
    proxies: Networks | None = Field(
        default=None,
        description="Addresses and networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are "
        "believed, separated by commas, such as 127.0.0.1, 10.0.0.0/8.",
    )
    cors_origins: Origins | None = Field(
        default=None,
        description="Origins of pages elsewhere that may use the API from a browser, separated by commas, "
        "such as https://notebook.school.example, never all, and without credentials.",
    )
    presets_dir: Path | None = Field(
        default=None,
        description="An extra folder of preset files, added to the built-in presets.",
    )
    static_dir: Path | None = Field(
        default=None,
        description="The folder of scripts, styles and images; by default, the one that comes with the app.",
    )
    max_steps: int = Field(
        default=10_000, ge=1, description="The longest input sequence of one trace, in steps."
    )
    max_units: int = Field(
        default=256, ge=1, description="The largest number of units (H) of a model in a request."
    )
    max_inputs: int = Field(
        default=256, ge=1, description="The largest input width (D) of a model in a request."
    )
    max_compute: int = Field(
        default=5_000_000_000,
        ge=1,
        description="The most work for one trace: its steps times the model's number of weights.",
    )
    max_extra_compute: int = Field(
        default=500_000_000,
        ge=1,
        description="The most work beside one run: all runs of an ablation, or a state behind projections.",
    )
    max_values: int = Field(
        default=4_000_000,
        ge=1,
        description="The most numbers in one trace: its steps times the model's units times the arrays kept, "
        "16 or the fields asked for.",
    )
    max_vocabulary: int = Field(
        default=300_000, ge=1, description="The most tokens of a vocabulary, in a request or beside a model."
    )
    max_body_bytes: int = Field(
        default=8 * 1024 * 1024, ge=1, description="The largest request body, in bytes."
    )
    max_stream_steps: int = Field(
        default=2_000_000, ge=1, description="The longest streamed sequence (application/x-ndjson), in steps."
    )
    max_stream_bytes: int = Field(
        default=256 * 1024 * 1024, ge=1, description="The largest streamed request body, in bytes."
    )
    max_stream_compute: int = Field(
        default=20_000_000_000,
        ge=1,
        description="The most work for one streamed trace: its steps times the model's number of weights.",
    )
    max_stream_values: int = Field(
        default=400_000_000,
        ge=1,
        description="The most numbers in one streamed trace: its steps times the numbers of each.",
    )
    rate: Rate = Field(
        default="100/second",
        description="How many requests a client may send to a worker; pages and large bodies count as "
        "several.",
    )
    rate_of_all: Rate = Field(
        default="2000/second", description="How many requests all clients together may send to a worker."
    )
    upload_rate: Rate = Field(default="60/minute", description="How many models a client may upload.")
    max_waiting: int = Field(
        default=64,
        ge=4,
        description="The most long runs and uploads that wait in a worker; a client may have a quarter.",
    )
    max_bytes_in_flight: int = Field(
        default=512 * 1024 * 1024,
        ge=1024 * 1024,
        description="The most bytes of bodies and unread answers in a worker, JSON counted sixteenfold; "
        "a client may have a quarter.",
    )
    max_temporary_bytes: int = Field(
        default=2 * 1024**3,
        ge=1024 * 1024,
        description="The most bytes of files and streamed inputs that a worker keeps in TMPDIR while it "
        "reads them; a client may have a quarter.",
    )
    access_log: bool = Field(
        default=True,
        description="Whether each answer is logged as a line of JSON: time, route, status, size and "
        "duration, but no address, no id and nothing about the client.",
    )
    metrics: bool = Field(
        default=False, description="Whether /metrics tells counts and measures, in the format of Prometheus."
    )
    data_dir: Path = Field(
        default=Path(".data"),
        description="Where the server keeps uploaded models; a relative path counts from the checkout or, "
        "without one, from the folder in which the server was started.",
    )
    model_store: str | None = Field(
        default=None,
        description="A database URL for uploaded models, which several servers may share, such as "
        "postgresql+psycopg://user@host/name; by default, an SQLite file in the data directory.",
    )
    redis: str | None = Field(
        default=None,
        description="A Redis through which workers and servers on one database tell each other at once what "
        "happens in live classes, such as redis://host:6379.",
    )
    model_store_bytes: int = Field(
        default=1024**3,
        ge=1,
        description="The most bytes of uploaded models; the oldest unused go first.",
    )
    model_cache_bytes: int = Field(
        default=256 * 1024 * 1024,
        ge=0,
        description="The most bytes of models that a worker keeps ready.",
    )
    uploads: bool = Field(default=True, description="Whether people may upload models: on or off.")
    max_upload_bytes: int = Field(
        default=40 * 1024 * 1024, ge=1, description="The largest model file, in bytes."
    )
    max_model_weights: int = Field(
        default=8_000_000, ge=1, description="The most weights of an uploaded model."
    )
    trainings: bool = Field(default=True, description="Whether people may train networks: on or off.")
    training_workers: int | None = Field(
        default=None,
        ge=1,
        description="How many processes of a worker train networks; left out: one fewer than processors.",
    )
    training_scheduler: Annotated[str, Field(pattern=r"^(tcp|tls)://\S+$")] | None = Field(
        default=None,
        description="A scheduler of dask.distributed whose workers train networks instead of processes of "
        "this machine, such as tcp://10.0.0.5:8786.",
    )
    max_trainings_of_client: int = Field(
        default=4, ge=1, description="The most trainings of a client that run or wait."
    )
    max_trainings: int = Field(
        default=64, ge=1, description="The most trainings of all clients that run or wait."
    )
    max_training_steps: int = Field(default=10_000, ge=1, description="The most steps of one training.")
    max_training_weights: int = Field(
        default=1000, ge=1, description="The most weights of a network that is trained, its head included."
    )
    max_training_series: int = Field(
        default=10_000, ge=60, description="The longest series to learn from, in values."
    )
    training_idle_seconds: float = Field(
        default=20.0, gt=0, description="A training to which nobody listens for this long is paused."
    )
    training_kept_seconds: float = Field(
        default=3600.0,
        gt=0,
        description="A training that has ended or is paused is deleted if nobody asks for it for this long.",
    )
    max_rooms: int = Field(default=50, ge=1, description="The most rooms of live classes that are open.")
    max_rooms_of_client: int = Field(
        default=10,
        ge=1,
        description="The most rooms of a client that are open; a school behind one address may need more.",
    )
    max_seats: int = Field(default=300, ge=1, description="The most seats of a room.")
    room_rate: Rate = Field(default="30/hour", description="How many rooms a client may open.")
    join_rate: Rate = Field(default="20/second", description="How many seats of a room may be taken.")
    seat_rate: Rate = Field(default="10/second", description="How many answers and signs a seat may send.")
    room_kept_hours: float = Field(
        default=12.0,
        ge=0,
        le=720,
        description="How long the questions and answers of a room are kept after its close, for its desk "
        "alone: 0 deletes them at once.",
    )
    reload: bool = Field(
        default=False,
        description="For developers: notice changed static files, templates and catalogues.",
    )

    @property
    def learners(self) -> int:
        """How many processes train networks."""
        return self.training_workers or max(1, (os.cpu_count() or 1) - 1)

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names and addresses of `hosts`."""
        return listed(self.hosts)

    @property
    def proxy_networks(self) -> tuple[str, ...]:
        """The addresses and networks of `proxies`."""
        return listed(self.proxies)

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins of `cors_origins`."""
        return listed(self.cors_origins)
