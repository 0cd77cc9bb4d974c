"""Why a table was not read or written: what is wrong, where, and what to do about it."""


class TableRefused(Exception):
    """
    A table cannot be read or written; the message is a sentence for the person whose file it is.

    Attributes
    ----------
    file : str
        The file's name, without its folder.
    what, to_do : str
        What is wrong, and what to do about it; each a whole sentence.
    line : int or None
        The line of a text file (the first line is 1) or the row of a spreadsheet.
    column : str
        The column's name as the file writes it; empty where no one column is meant.
    """

    def __init__(self, file: str, what: str, *, to_do: str, line: int | None = None, column: str = "") -> None:
        self.file, self.what, self.to_do, self.line, self.column = file, what, to_do, line, column
        place = file
        if line is not None:
            place += f", line {line:,}"
        if column:
            place += f", column {column}"
        super().__init__(f"{place}: {what} {to_do}")
