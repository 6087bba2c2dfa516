"""Units of measure: what each measures and how many of the base it is; money never converts."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Unit:
    """What is measured and in what; `factor` is None where two units of one thing have no rate."""

    measure: str
    name: str
    factor: float | None = None


# measure: name factor spellings; one line per unit, in base units of the measure.
_CONVERTS: Final = """
length: km 1000 km kms kilometre kilometres kilometer kilometers
length: metre 1 metre metres meter meters
length: cm 0.01 cm centimetre centimetres centimeter centimeters
length: mm 0.001 mm millimetre millimetres millimeter millimeters
length: mile 1609.344 mile miles
length: foot 0.3048 foot feet ft
length: yard 0.9144 yard yards
length: inch 0.0254 inch inches
mass: kg 1 kg kilo kilos kilogram kilograms
mass: gram 0.001 gram grams
mass: tonne 1000 tonne tonnes
mass: ton 907.185 ton tons
mass: pound 0.453592 lb lbs pound pounds
mass: ounce 0.0283495 ounce ounces oz
area: hectare 10000 hectare hectares ha
area: acre 4046.856 acre acres
volume: litre 1 litre litres liter liters
volume: gallon 3.785412 gallon gallons
volume: barrel 158.9873 barrel barrels
time: second 1 second seconds sec secs
time: minute 60 minute minutes min mins
time: hour 3600 hour hours hr hrs
time: day 86400 day days
time: week 604800 week weeks
time: month 2629800 month months
time: year 31557600 year years yr yrs
time: decade 315576000 decade decades
time: century 3155760000 century centuries
speed: km/h 0.277778 km/h kmh kph
speed: mph 0.44704 mph
power: kW 1000 kw kilowatt kilowatts
power: MW 1000000 mw megawatt megawatts
power: GW 1000000000 gw gigawatt gigawatts
"""
_APART: Final = """
share: percent % percent pct
share: points points pp
share: basis basis
money: dollar $ us$ usd dollar dollars buck bucks
money: euro € eur euro euros
money: pound £ gbp sterling
money: yen ¥ yen jpy
money: rouble ₽ rouble roubles ruble rubles rub
money: hryvnia ₴ hryvnia hryvnias uah
money: yuan yuan renminbi rmb
money: rupee ₹ rupee rupees inr
money: naira ₦ naira
money: franc franc francs chf
money: krona krona kronor sek nok dkk krone kroner
money: peso peso pesos
money: cent cent cents
temperature: Celsius °c celsius centigrade
temperature: Fahrenheit °f fahrenheit
times: times times fold
"""
CURRENCIES: Final = "$€£¥₽₴₹₦"


def _table() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for line in _CONVERTS.strip().splitlines():
        measure, name, factor, *spellings = line.split()
        unit = Unit(measure.rstrip(":"), name, float(factor))
        units |= dict.fromkeys(spellings, unit)
    for line in _APART.strip().splitlines():
        measure, name, *spellings = line.split()
        units |= dict.fromkeys(spellings, Unit(measure.rstrip(":"), name))
    return units


UNITS: Final = _table()
SHARE: Final = UNITS["%"]
TIMES: Final = UNITS["times"]
ORDINAL: Final = Unit("place", "place")
CLOCK: Final = Unit("clock", "o'clock")
# What an amount comes in: "a day" beside "a month" is another amount.
RATES: Final = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "annual": "year",
    "hourly": "hour",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "annum": "year",
    "hour": "hour",
    "minute": "minute",
}
