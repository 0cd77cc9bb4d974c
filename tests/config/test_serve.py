"""What the server says before it serves."""

import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from collegiate.config.listening import insist_that_it_is_free


def test_a_port_that_is_taken_is_refused_before_anything_is_built():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"127\.0\.0\.1:{port}: address already in use\..*another port"):
            call_command("serve", port=port)


def test_a_port_that_cannot_be_is_refused_in_words():
    with pytest.raises(CommandError, match="a number from 1 to 65535"):
        call_command("serve", port=70_000)


def test_a_free_port_stays_free():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    insist_that_it_is_free("127.0.0.1", port)
    insist_that_it_is_free("127.0.0.1", port)
