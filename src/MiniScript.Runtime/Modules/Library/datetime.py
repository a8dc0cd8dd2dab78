"""Dates, times of day, both together, their differences, and time zones."""

from _datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, timezone, tzinfo

__all__ = ('date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo', 'MINYEAR', 'MAXYEAR', 'UTC')

UTC = timezone.utc
