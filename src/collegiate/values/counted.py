"""How many there are, as a sentence has it."""


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun: "1 school", "3 schools"; `several` where the noun takes more than an s."""
    return f"{number} {one if number == 1 else several or one + 's'}"
