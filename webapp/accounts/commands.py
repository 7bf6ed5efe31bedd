"""`flask --app webapp user …`: accounts, for whoever runs the site."""

import secrets
import sys

import click
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp import clock
from webapp.accounts import deletion, links, passwords, people
from webapp.command_group import Commands
from webapp.db import db
from webapp.models import User

user = Commands("user", help="Create accounts, set roles, make links that set a new password.")
role_choice = click.Choice(people.ROLES)


@user.command()
@click.argument("name")
@click.option("--email", help="An e-mail address to sign in with as well.")
@click.option("--role", type=role_choice, default="student", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create(name: str, email: str | None, role: str, password_stdin: bool) -> None:
    """Create an account. Without a password, print a link that sets one."""
    name = people.normalised_name(name)
    if not people.NAME.fullmatch(name):
        raise click.ClickException("A user name has 3 to 32 of a to z, 0 to 9, dot, dash and underscore.")
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else secrets.token_urlsafe(32)
    if why := passwords.refusal(password, name, email):
        raise click.ClickException(why)
    made = added(name, passwords.hashed(password), role, email)
    click.echo(f"Created {made.username} ({role}).")
    if not password_stdin:
        click.echo(f"To set a password, within a day: {links.reset_link(made)}")


def added(name: str, password_hash: str, role: str, email: str | None) -> User:
    try:
        address = people.normalised_email(email) if email else None
    except ValueError as error:
        raise click.ClickException(f"{email!r} is no e-mail address: {error}") from None
    made = people.add_user(name, password_hash, role=role, email=address)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        taken = "user name" if people.find_name(name) else "e-mail address"
        raise click.ClickException(f"This {taken} is taken.") from None
    return made


@user.command()
@click.argument("name")
@click.argument("role", type=role_choice)
def role(name: str, role: str) -> None:
    """Give an account this one role."""
    found = named(name)
    try:
        people.set_role(found, role)
    except people.LastAdministrator:
        raise click.ClickException(
            f"{found.username} is the last administrator. Make another one first."
        ) from None
    db.session.commit()
    click.echo(f"{found.username} is {role} now.")


@user.command("reset-link")
@click.argument("name")
def reset_link(name: str) -> None:
    """Print a link that sets a new password, once, within a day."""
    click.echo(links.reset_link(named(name)))


@user.command()
@click.argument("name")
@click.option("--now", "at_once", is_flag=True, help="Delete everything at once; nobody can undo it.")
@click.confirmation_option(prompt="Delete this account?")
def delete(name: str, at_once: bool) -> None:
    """Close an account; what is in it is deleted after fourteen days, or now."""
    found, now = named(name), clock.now()
    try:
        deletion.ask(found, now)
    except people.LastAdministrator:
        raise click.ClickException(
            f"{found.username} is the last administrator. Make another one first."
        ) from None
    except deletion.NoHeir:
        raise click.ClickException(
            f"{found.username} set quizzes for others. Make another instructor or administrator first."
        ) from None
    if at_once:
        found.delete_at = now
    db.session.commit()
    if not at_once:
        days = deletion.WITHIN.days
        click.echo(
            f"{found.username} is closed. Until it is deleted in {days} days, signing in brings it back."
        )
    elif deletion.purge(now):
        click.echo(f"{name} and all that was theirs is deleted.")
    else:
        raise click.ClickException("It could not be deleted just now; the server tries again.")


@user.command()
def scrub() -> None:
    """Write the database anew: no byte of what was deleted stays in its files. For a quiet hour."""
    if not deletion.rewrite():
        raise click.ClickException("Somebody is reading just now. Try again in a moment.")
    click.echo("The database is written anew: nothing that was deleted is in its files.")


@user.command("list")
def list_users() -> None:
    """List the accounts: user name, role, e-mail."""
    for found in db.session.scalars(select(User).order_by(User.username)):
        roles = ", ".join(sorted(held.name for held in found.roles))
        click.echo("\t".join([found.username, roles, found.email or ""]).rstrip())


def named(name: str) -> User:
    if found := people.find(name):
        return found
    raise click.ClickException(f"There is no account {name!r}. `user list` shows all.")
