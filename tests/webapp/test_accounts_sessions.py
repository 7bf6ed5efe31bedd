"""The session's cookie: signed by us, unchanged, and not too old, however often it came before."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from itsdangerous import BadSignature, SignatureExpired

from webapp.accounts.security import Sessions, Signer
from webapp.clock import now


@pytest.fixture
def signer(app: Flask) -> Signer:
    found = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    assert isinstance(found, Signer)
    return found


def test_it_says_what_was_signed_each_time(signer: Signer) -> None:
    signed = signer.dumps({"_flashes": [["success", "saved"]]})
    first = signer.loads(signed)
    first["_flashes"].append("more")
    assert signer.loads(signed) == {"_flashes": [["success", "saved"]]}


def test_one_that_was_changed_is_refused_each_time(signer: Signer) -> None:
    signed = signer.dumps({"_user_id": "alice"})
    signer.loads(signed)
    payload, at, signature = signed.split(".")
    for changed in (
        "",
        payload,
        f"x{signed}",
        f"{payload}.{at}.{signature[::-1]}",
        f"{payload}.{at[::-1]}.{signature}",
    ):
        for _ in range(2):
            with pytest.raises(BadSignature):
                signer.loads(changed)


def test_one_that_is_too_old_is_refused_though_it_was_known(signer: Signer) -> None:
    signed = signer.dumps({})
    assert signer.loads(signed, max_age=60) == {}
    for away in (timedelta(seconds=62), timedelta(seconds=-5)):
        with time_machine.travel(now() + away), pytest.raises(SignatureExpired):
            signer.loads(signed, max_age=60)


def test_one_of_another_key_is_refused(app: Flask, signer: Signer) -> None:
    other = Flask("other")
    other.secret_key = "another"
    theirs = Sessions().get_signing_serializer(other)
    assert theirs is not None
    with pytest.raises(BadSignature):
        signer.loads(theirs.dumps({"_user_id": "alice"}))
