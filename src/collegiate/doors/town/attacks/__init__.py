"""
Attacks of our own on what must always hold, each in a database made for it and thrown away after.

`collegiate attack WHAT` runs one. Each file named here is an attack: `HELP` says what it tries, `OPTIONS` are numbers it
takes, and `attack` tries it, says what refused each try, and returns the last line with whether all was well.
"""

from collegiate.doors.town.attacks import ballots, confidential, decisions, kill, ledger, overcommit

ATTACKS = {
    "ballots": ballots,
    "confidential": confidential,
    "decisions": decisions,
    "kill": kill,
    "ledger": ledger,
    "overcommit": overcommit,
}
