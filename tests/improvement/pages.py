"""How these tests open a page of a chapter, send its form, and read what it says."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from tests.foundation.ui.reading import Element, read

KEY = "6f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"


@dataclass
class Pages:
    """The pages of one chapter, in somebody's browser."""

    client: Client
    chapter: str

    def url(self, name: str, /, *args: object) -> str:
        return reverse(f"{self.chapter}:{name}", args=args)

    def main(self, name: str, /, *args: object, status: int = 200, **query: object) -> Element:
        """Open a page and return its main part."""
        response = self.client.get(self.url(name, *args), query)
        assert response.status_code == status
        return read(response.content).one("main")

    def send(self, name: str, /, *args: object, status: int = 302, once: str = KEY, **sent: object):
        """Send a page's form; where it is shown again, return its main part, else where it led."""
        response = self.client.post(self.url(name, *args), {"once": once, **sent})
        assert response.status_code == status
        return response["Location"] if status == 302 else read(response.content).one("main")


def on(name: str, day: int, month: int, year: int) -> dict[str, str]:
    """Return a date as a form's three boxes send it."""
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}
