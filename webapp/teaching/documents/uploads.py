"""Documents brought in and not yet published: rows of Upload, and how many of them one may have."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from uuid_utils.compat import uuid7

from webapp.db import db
from webapp.models import Upload, User

MOST_A_MINUTE = 10
MOST_BYTES = 200_000_000  # of one account's uploads that wait for approval
MINUTE = timedelta(minutes=1)
READING = timedelta(minutes=5)  # longer than any file takes


class Limit(Exception):
    """One upload too many: what is wrong and how to mend it."""

    def __init__(self, what: str, cure: str, wait: int | None = None) -> None:
        super().__init__(f"{what}. {cure}")
        self.wait = wait  # seconds until it may be tried again; None: waiting does not help


def reserve(owner: int, file_name: str, size: int, now: datetime) -> Upload:
    """A row for a file that is about to be read. Raises Limit. Commits: reading takes a while.

    Rows without a text are files that were refused or thrown away; they count for a minute.
    """
    db.session.execute(select(User.id).where(User.id == owner).with_for_update())  # two at once count right
    own = Upload.owner_id == owner
    db.session.execute(delete(Upload).where(own, Upload.text == "", Upload.at < now - READING))
    recent = db.session.execute(
        select(func.count(), func.min(Upload.at)).where(own, Upload.at > now - MINUTE)
    ).one()
    kept = db.session.scalar(select(func.coalesce(func.sum(Upload.size), 0)).where(own)) or 0
    if recent[0] >= MOST_A_MINUTE:
        wait = max(1, int((recent[1] + MINUTE - now).total_seconds()) + 1)
        what = f"{MOST_A_MINUTE} documents a minute can be brought in"
        raise Limit(what, f"Send it again in {wait} seconds.", wait)
    if kept + size > MOST_BYTES:
        what = f"Your uploads that wait for approval have {kept / 1_000_000:.0f} MB already"
        raise Limit(what, f"Publish some or throw them away: {MOST_BYTES // 1_000_000} MB can wait at once.")
    upload = Upload(id=uuid7(), owner_id=owner, file_name=file_name, size=size, text="", about={}, at=now)
    db.session.add(upload)
    db.session.commit()
    return upload


def empty(upload: Upload) -> None:
    """Keep nothing of it but that it was there, for the count of the minute."""
    upload.text, upload.file_name, upload.size, upload.about = "", "", 0, {}


def upload_of(owner: int, upload_id: UUID, to_change: bool = False) -> Upload | None:
    """The owner's upload with its text; nobody else has it."""
    query = select(Upload).where(Upload.id == upload_id, Upload.owner_id == owner, Upload.text != "")
    return db.session.scalar(query.with_for_update() if to_change else query)


def waiting(owner: int) -> list[Upload]:
    """The owner's uploads that wait for approval, the newest first."""
    query = select(Upload).where(Upload.owner_id == owner, Upload.text != "")
    return list(db.session.scalars(query.order_by(Upload.at.desc(), Upload.id)))
