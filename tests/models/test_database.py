"""Connections to PostgreSQL outlive neither their server nor its machine for long."""

import socket

import pytest
from tortoise.connection import get_connection

from models import database


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="the kernel has no such option")
async def test_a_machine_that_is_gone_is_given_up_within_half_a_minute(postgres_database_url: str) -> None:
    """Fault 45: without this a dead server's connections are held for a quarter of an hour."""
    await database.connect(postgres_database_url)
    try:
        client = get_connection("default")
        await client.execute_query("SELECT 1")
        async with client.acquire_connection() as line:
            found = line._transport.get_extra_info("socket")
            assert found.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 20_000
            assert found.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 10
    finally:
        await database.close()
