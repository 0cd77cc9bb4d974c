"""One of everything that a desk can list."""

from tests.doors.desks.scene import Scene
from tests.scenes import scene


@scene
def one_of_each():
    """Something for every desk, once."""
    return Scene(1).build()
