"""Units of quantities: their usual names, how they are shown, and conversion between those of one kind."""

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pint

# canonical name: (how it is shown after a number, other ways of writing it in small letters)
_UNITS: dict[str, tuple[str, str]] = {
    "USD": (
        "dollars",
        "$|us$|usd|us dollar|us dollars|u.s. dollars|american dollars|dollar|dollars|us-dollars",
    ),
    "EUR": ("euros", "€|eur|euro|euros"),
    "GBP": ("pounds", "£|gbp|pound sterling|pounds sterling|pounds"),
    "RUB": ("roubles", "₽|rub|rur|rouble|roubles|ruble|rubles"),
    "VND": ("dong", "₫|vnd|dong|vietnamese dong"),
    "CNY": ("yuan", "cny|rmb|yuan|renminbi"),
    "JPY": ("yen", "¥|jpy|yen"),
    "AUD": ("Australian dollars", "a$|aud|australian dollars"),
    "CAD": ("Canadian dollars", "c$|ca$|cad|canadian dollars"),
    "HKD": ("Hong Kong dollars", "hk$|hkd|hong kong dollars"),
    "SGD": ("Singapore dollars", "s$|sgd|singapore dollars"),
    "%": ("percent", "%|percent|per cent|pct"),
    "pp": ("percentage points", "percentage point|percentage points|percent points"),
    "W": ("watts", "w|watt|watts"),
    "kW": ("kilowatts", "kw|kilowatt|kilowatts"),
    "MW": ("megawatts", "mw|megawatt|megawatts"),
    "GW": ("gigawatts", "gw|gigawatt|gigawatts"),
    "TW": ("terawatts", "tw|terawatt|terawatts"),
    "kWh": ("kilowatt-hours", "kwh|kilowatt-hour|kilowatt-hours|kilowatt hours"),
    "MWh": ("megawatt-hours", "mwh|megawatt-hour|megawatt-hours|megawatt hours"),
    "GWh": ("gigawatt-hours", "gwh|gigawatt-hour|gigawatt-hours|gigawatt hours"),
    "TWh": ("terawatt-hours", "twh|terawatt-hour|terawatt-hours|terawatt hours"),
    "mm": ("millimetres", "mm|millimetre|millimetres|millimeter|millimeters"),
    "cm": ("centimetres", "cm|centimetre|centimetres|centimeter|centimeters"),
    "m": ("metres", "m|metre|metres|meter|meters"),
    "km": ("kilometres", "km|kms|kilometre|kilometres|kilometer|kilometers"),
    "mi": ("miles", "mile|miles"),
    "nmi": ("nautical miles", "nmi|nautical mile|nautical miles"),
    "ft": ("feet", "ft|foot|feet"),
    "m2": ("square metres", "m2|m²|sq m|square metre|square metres|square meters"),
    "ha": ("hectares", "ha|hectare|hectares"),
    "km2": ("square kilometres", "km2|km²|sq km|square kilometre|square kilometres|square kilometers"),
    "g": ("grams", "gram|grams|gramme|grammes"),
    "kg": ("kilograms", "kg|kgs|kilo|kilos|kilogram|kilograms|kilogramme|kilogrammes"),
    "t": ("tonnes", "t|ton|tons|tonne|tonnes|metric ton|metric tons"),
    "bbl": ("barrels", "bbl|barrel|barrels"),
    "second": ("seconds", "second|seconds"),
    "minute": ("minutes", "minute|minutes|min"),
    "hour": ("hours", "hour|hours"),
    "day": ("days", "day|days"),
    "week": ("weeks", "week|weeks"),
    "month": ("months", "month|months"),
    "year": ("years", "year|years"),
    "decade": ("decades", "decade|decades"),
    "century": ("centuries", "century|centuries"),
}
ALIASES: dict[str, str] = {
    alias: name for name, (_, aliases) in _UNITS.items() for alias in aliases.split("|")
}
SIGNS: dict[str, str] = {"USD": "$", "EUR": "€", "GBP": "£"}

_KINDS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("W", "1"), ("kW", "1e3"), ("MW", "1e6"), ("GW", "1e9"), ("TW", "1e12")),
    (("kWh", "1"), ("MWh", "1e3"), ("GWh", "1e6"), ("TWh", "1e9")),
    (
        ("m", "1"), ("mm", "1e-3"), ("cm", "1e-2"), ("km", "1e3"), ("mi", "1609.344"), ("nmi", "1852"),
        ("ft", "0.3048"),
    ),
    (("m2", "1"), ("ha", "1e4"), ("km2", "1e6")),
    (("kg", "1"), ("g", "1e-3"), ("t", "1e3")),
    (("second", "1"), ("minute", "60"), ("hour", "3600"), ("day", "86400"), ("week", "604800")),
    (("month", "1"), ("year", "12"), ("decade", "120"), ("century", "1200")),
)  # fmt: skip
_KIND_OF = {name: number for number, kind in enumerate(_KINDS) for name, _ in kind}


def canonical(unit: str) -> str:
    """One name for all ways of writing a unit; a word that is no known unit stands for itself, singular."""
    folded = " ".join(unit.casefold().split())
    if folded in ALIASES:
        return ALIASES[folded]
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") else folded


def is_known(unit: str) -> bool:
    return canonical(unit) in _UNITS


def name(unit: str) -> str:
    """The unit as it is read after a number: "dollars", "megawatts", "documents"."""
    known = _UNITS.get(canonical(unit))
    return known[0] if known else unit


def is_length(unit: str) -> bool:
    return _KIND_OF.get(canonical(unit)) == _KIND_OF["m"]


def convert(value: Decimal, unit: str, to: str) -> Decimal | None:
    """`value` in another unit of the same kind, or None. Currencies are never converted."""
    one, other = canonical(unit), canonical(to)
    if one == other:
        return value
    if one not in _KIND_OF or _KIND_OF[one] != _KIND_OF.get(other):
        return None
    converted: Decimal = _registry().Quantity(value, f"u_{one}").to(f"u_{other}").magnitude
    return converted


@cache
def _registry() -> "pint.UnitRegistry[Decimal]":
    # Importing pint takes 0.4 s, so only an answer in another unit pays for it, once.
    import pint

    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(None, non_int_type=Decimal)
    for number, kind in enumerate(_KINDS):
        base = f"u_{kind[0][0]}"
        registry.define(f"{base} = [kind{number}]")
        for unit, size in kind[1:]:
            registry.define(f"u_{unit} = {size} * {base}")
    return registry
