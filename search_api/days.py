"""The day it is where the law holds."""

import datetime as dt

# Vietnam keeps one offset the whole year; a fixed zone needs no time-zone files on the machine.
VIETNAM = dt.timezone(dt.timedelta(hours=7), "ICT")


def today() -> dt.date:
    """Today in Vietnam, where a law comes into force at midnight whatever the server's clock says."""
    return dt.datetime.now(VIETNAM).date()
