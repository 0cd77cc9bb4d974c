"""What stands round every page; the desks hand it over as the template variable `frame`."""

from dataclasses import dataclass

from collegiate.foundation.ui.components import Link


@dataclass(frozen=True, slots=True)
class Frame:
    """
    The frame of one page for one person.

    Attributes
    ----------
    partnership, message : str
        The partnership's name and its joint message.
    navigation : tuple of Link
        Only what the person may open; `current` marks where they are.
    person, desk : str
        Their name, and the desk they look at ("head teacher at Hillside Primary"); both empty when nobody has signed in.
    desk_url : str
        Where they choose another desk; empty when they have but one.
    footer : tuple of Link
        The accessibility statement, the privacy notice and the like.
    notice : str
        A sentence across the top of every page ("This town is imaginary."); empty for none.
    """

    partnership: str = "Collegiate"
    message: str = ""
    home_url: str = "/"
    navigation: tuple[Link, ...] = ()
    person: str = ""
    desk: str = ""
    desk_url: str = ""
    search_url: str = ""
    sign_in_url: str = ""
    sign_out_url: str = ""
    footer: tuple[Link, ...] = ()
    notice: str = ""


PLAIN = Frame()
