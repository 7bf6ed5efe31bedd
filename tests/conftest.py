"""What every test may ask for: a database of each kind, the app on it, and a client."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import URL
from werkzeug.routing import Rule

from question_bank.course import Course, load_course
from question_bank.load import Loaded
from tests import postgres
from webapp import bank, clock, create_app
from webapp.db import db

KINDS = ("sqlite", "postgresql")
BROWSER = Path(__file__).with_name("browser")

hypothesis.settings.register_profile("footnote", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("footnote")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=KINDS, help="run the tests of this database only; both otherwise")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the database that was not asked for; keep a file together, and all browser tests."""
    kinds = [config.getoption("--database")] if config.getoption("--database") else KINDS
    chosen = [item for item in items if database_of(item) in (None, *kinds)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    chosen.sort(key=lambda item: BROWSER not in item.path.parents)  # the longest row starts first
    for item in chosen:
        item.add_marker(
            pytest.mark.xdist_group("browser" if BROWSER in item.path.parents else item.path.stem)
        )
    items[:] = chosen


def database_of(item: pytest.Item) -> str | None:
    """Which kind of database a test was parametrised with, if any."""
    call = getattr(item, "callspec", None)
    return call.params.get("database", call.params.get("empty_database")) if call else None


def stamp(course: Course) -> tuple[object, ...]:
    """Changes whenever a file of the course does."""
    files = [*course.decks, *sorted(course.documents.glob("*"))]
    stats = [(file, file.stat()) for file in files if file.is_file()]
    return (course, *((file, stat.st_mtime_ns, stat.st_size) for file, stat in stats))


@pytest.fixture(autouse=True, scope="session")
def _read_a_course_once() -> Iterator[None]:
    """Thousands of apps are made of the same few files, and verifying those takes longer than most tests."""
    known: dict[tuple[object, ...], Loaded] = {}

    def load(course: Course) -> Loaded:
        key = stamp(course)
        if key not in known:
            known[key] = load_course(course)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bank, "load_course", load)
        yield


@pytest.fixture(autouse=True, scope="session")
def _compile_a_route_once() -> Iterator[None]:
    """Thousands of apps have the same routes, and to compile these takes half of making an app."""
    known: dict[tuple[object, ...], Any] = {}
    compiled = Rule._compile_builder

    def compile_builder(rule: Rule, append_unknown: bool = True) -> Any:
        key = (*(rule.rule, rule.subdomain, rule.host, repr(rule.defaults)), *rule._trace, append_unknown)
        if key not in known:
            known[key] = compiled(rule, append_unknown)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compile_builder)
        yield


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Undo pytest-flask's: one context around a whole test makes its clients share the signed-in user."""


@pytest.fixture(autouse=True)
def _own_clock() -> Iterator[None]:
    """A sweeper of one test may have followed its database's clock; the next test has its own again."""
    yield
    clock.follow_none()


class CompiledTemplates(BytecodeCache):
    """Pages compiled by one app serve the next: compiling takes longer than most tests."""

    known: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


def make_app(settings: Mapping[str, Any]) -> Flask:
    """The app; a refusal to start is an error of this test only, where SystemExit upsets all after it."""
    try:
        app = create_app(settings)
    except SystemExit as refusal:
        raise RuntimeError(str(refusal)) from refusal
    app.jinja_env.bytecode_cache = CompiledTemplates()
    return app


def migrate(url: str | URL, instance: Path) -> None:
    """Bring the database up to date as `make run` does."""
    app = make_app(settings_for(url, instance))
    with app.app_context():
        upgrade()
    close(app)


def settings_for(url: str | URL, instance: Path) -> dict[str, Any]:
    """Settings of an app under test: argon2 as cheap as it goes, forms without their token."""
    return {
        "TESTING": True,
        "INSTANCE": str(instance),
        "SECRET_KEY": "for the tests only",
        "SECURITY_PASSWORD_SALT": "for the tests only",
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__time_cost": 1,
            "argon2__memory_cost": 8,
            "argon2__parallelism": 1,
        },
        "SQLALCHEMY_DATABASE_URI": url if isinstance(url, str) else url.render_as_string(hide_password=False),
        "WTF_CSRF_ENABLED": False,
    }


def close(app: Flask) -> None:
    """Give back every connection; one left open would fail the run with a ResourceWarning."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite file: each test gets a copy."""
    folder = tmp_path_factory.mktemp("template")
    migrate(f"sqlite:///{folder / 'footnote.sqlite'}", folder)
    return folder / "footnote.sqlite"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """The administrator's URL of a PostgreSQL server."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_copies(
    postgres_server: URL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[postgres.Copies]:
    """Copies of an empty, migrated PostgreSQL database, for one test after another."""
    with postgres.new_database(postgres_server) as url:
        migrate(url, tmp_path_factory.mktemp("template"))
        copies = postgres.Copies(postgres_server, str(url.database))
        with copies.made:
            yield copies


@pytest.fixture(params=KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without a table, for tests of migrations."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
    else:
        with postgres.new_database(request.getfixturevalue("postgres_server")) as url:
            yield url.render_as_string(hide_password=False)


def new_database_of(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The URL of a migrated, empty database of the kind that `request` names."""
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("sqlite_template"), folder / "footnote.sqlite")
        yield f"sqlite:///{copy}"
    else:
        with request.getfixturevalue("postgres_copies").one() as url:
            yield url.render_as_string(hide_password=False)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated database of this test's own, of each kind in turn.

    One kind only: `@pytest.mark.parametrize("database", ["postgresql"], indirect=True)`.
    """
    yield from new_database_of(request, tmp_path)


@pytest.fixture
def settings(database: str, tmp_path: Path) -> dict[str, Any]:
    """What the app under test is made with; a test that needs another setting overrides this fixture."""
    return settings_for(database, tmp_path / "instance")


@pytest.fixture
def app(settings: dict[str, Any]) -> Iterator[Flask]:
    """The app on a database of its own."""
    app = make_app(settings)
    yield app
    close(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, signed in as nobody."""
    return app.test_client()
