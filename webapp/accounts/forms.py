"""The forms of the accounts pages, each with the words for what is wrong beside its field."""

from typing import Any
from zoneinfo import available_timezones

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DecimalField,
    EmailField,
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, NumberRange, Optional

from webapp.accounts import passwords, people
from webapp.page import safe_path

NAME_HELP = "3 to 32 of a to z, 0 to 9, dot, dash and underscore."
EMAIL_HELP = "Optional. You can then sign in with it, too."


def autofocused(autocomplete: str) -> dict[str, Any]:
    return {"autofocus": True, "autocomplete": autocomplete}


NAME_INPUT = {"autocapitalize": "none", "spellcheck": "false", "maxlength": 64}


def new_password(label: str = "Password") -> PasswordField:
    return PasswordField(
        label,
        validators=[InputRequired("Choose a password.")],
        description=f"At least {passwords.SHORTEST} characters. Length is what counts.",
        render_kw={"autocomplete": "new-password", "minlength": passwords.SHORTEST},
    )


def email_address() -> EmailField:
    return EmailField(
        "E-mail",
        validators=[Optional(), valid_email],
        filters=[lambda text: text.strip() if text else text],
        description=EMAIL_HELP,
        render_kw={"autocomplete": "email"},
    )


def valid_email(form: BaseForm, field: Field) -> None:
    try:
        people.normalised_email(field.data)
    except ValueError as error:
        raise ValidationError(str(error)) from None


class Form(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """What every form here is."""


class NextForm(Form):
    """A form that leads on to the page one came for."""

    next = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.next.data = safe_path(self.next.data or request.args.get("next")) or ""


class SignInForm(NextForm):
    identity = StringField(
        "User name or e-mail",
        validators=[InputRequired("Type your user name or e-mail address.")],
        render_kw={**autofocused("username"), **NAME_INPUT, "maxlength": 255},
    )
    password = PasswordField(
        "Password",
        validators=[InputRequired("Type your password.")],
        render_kw={"autocomplete": "current-password"},
    )
    remember = BooleanField("Stay signed in on this device")


class NewAccountForm(Form):
    """What any new account needs; the first administrator's has no more."""

    username = StringField(
        "User name",
        validators=[InputRequired("Choose a user name.")],
        description=NAME_HELP,
        render_kw={**autofocused("username"), **NAME_INPUT},
    )
    email = email_address()
    password = new_password()
    time_zone = HiddenField(render_kw={"data-time-zone": True})

    def validate_username(self, field: Field) -> None:
        if not people.NAME.fullmatch(people.normalised_name(field.data)):
            raise ValidationError(f"Use {NAME_HELP}")

    def validate_password(self, field: Field) -> None:
        if why := passwords.refusal(field.data, self.username.data, self.email.data):
            raise ValidationError(why)

    def kept(self) -> dict[str, str | None]:
        """The values as the account keeps them, without the password."""
        zone = self.time_zone.data or ""
        return {
            "name": people.normalised_name(self.username.data or ""),
            "email": people.normalised_email(self.email.data) if self.email.data else None,
            "time_zone": zone if zone in available_timezones() else "UTC",
        }


class SignUpForm(NextForm, NewAccountForm):
    pass


class ResetForm(Form):
    password = new_password("New password")

    def __init__(self, names: tuple[str | None, ...]) -> None:
        super().__init__()
        self.names = names

    def validate_password(self, field: Field) -> None:
        if why := passwords.refusal(field.data, *self.names):
            raise ValidationError(why)


class ChangePasswordForm(Form):
    current = PasswordField(
        "Current password",
        validators=[InputRequired("Type the password you have now.")],
        render_kw=autofocused("current-password"),
    )
    password = new_password("New password")

    def __init__(self, names: tuple[str | None, ...]) -> None:
        super().__init__()
        self.names = names

    def validate_password(self, field: Field) -> None:
        if field.data == self.current.data:
            raise ValidationError("This is the password you have now.")
        if why := passwords.refusal(field.data, *self.names):
            raise ValidationError(why)


def own_password() -> PasswordField:
    return PasswordField(
        "Your password",
        validators=[InputRequired("Type your password.")],
        render_kw={"autocomplete": "current-password"},
    )


class ExportForm(Form):
    password = own_password()


class DeleteForm(Form):
    name = StringField("Your user name", render_kw={**NAME_INPUT, "autocomplete": "off"})
    password = own_password()

    def __init__(self, name: str, **more: Any) -> None:
        super().__init__(**more)
        self.kept_name = name
        self.name.description = f"Type {name}, so that this is no slip."

    def validate_name(self, field: Field) -> None:
        if people.normalised_name(field.data or "") != self.kept_name:
            raise ValidationError(f"Type {self.kept_name} here.")


def zones() -> dict[str, dict[str, str]]:
    """Every time zone's name, by continent: {"Asia": {"Asia/Ho_Chi_Minh": "Ho Chi Minh"}}."""
    groups: dict[str, dict[str, str]] = {"Everywhere": {"UTC": "UTC"}}
    for name in sorted(available_timezones() - {"UTC"}):
        area, slash, place = name.partition("/")
        old = not slash or area in ("Etc", "SystemV", "US", "posix", "right")
        group = "Other names" if old else area
        groups.setdefault(group, {})[name] = name if old else place.replace("_", " ").replace("/", ", ")
    groups["Other names"] = groups.pop("Other names", {})  # last
    return groups


def hours() -> dict[str, str]:
    return {str(hour): f"{hour:02}:00" for hour in range(24)}


def a_day(label: str, help: str) -> IntegerField:
    asked = "Type a whole number from 0 to 9999."
    return IntegerField(
        label,
        validators=[InputRequired(asked), NumberRange(0, 9999, message=asked)],
        description=help,
        render_kw={"min": 0, "max": 9999, "inputmode": "numeric"},
    )


class SettingsForm(Form):
    time_zone = SelectField(
        "Time zone",
        choices=zones,
        description="Decides with the hour below when a new day of study begins.",
        render_kw={"autofocus": True},
    )
    day_start = SelectField("A new day begins at", choices=hours, coerce=int)
    new_per_day = a_day("New cards a day", "How many cards you have never seen come at most.")
    reviews_per_day = a_day("Reviews a day", "How many cards you have seen before come at most.")
    retention = DecimalField(
        "Desired retention",
        validators=[
            InputRequired("Type a number from 0.70 to 0.99."),
            NumberRange(0.70, 0.99, message="Type a number from 0.70 to 0.99."),
        ],
        places=2,
        description="How many of the cards to know when they come back, 0.70 to 0.99. Higher: more reviews.",
        render_kw={"min": "0.70", "max": "0.99", "step": "0.01", "inputmode": "decimal"},
    )
    quiz_evidence = RadioField(
        "What your answers in quizzes do to your cards",
        choices={
            "wrong_due": "A wrong or partly right answer brings the card back now; a right one leaves it",
            "full": "Every answer counts as a review: wrong is Again, partly right is Hard, right is Good",
            "none": "Nothing: quizzes and practice stay apart",
        },
        description="It applies to quizzes handed in from now on.",
    )
    theme = RadioField("Theme", choices={"system": "As the device", "light": "Light", "dark": "Dark"})
    email = email_address()
