"""A deployment on a database of its own, or the reason why there is none."""

import os
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from deploy.deployment import NGINX, Deployment, install

POSTGRES = os.environ.get("LIANXIN_TEST_POSTGRES")


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """The address of an empty database that is gone afterwards."""
    if not POSTGRES:
        pytest.skip("LIANXIN_TEST_POSTGRES names no PostgreSQL server")
    name = f"lianxin_deployment_{uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{POSTGRES.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def deployment(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    if NGINX is None:
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("deployment")
    install(folder)
    deployed = Deployment(folder, database)
    try:
        deployed.up()
        yield deployed
    finally:
        deployed.down()
