"""Pages, one of which names no ruling."""

from django.http import HttpResponse
from django.urls import include, path

from collegiate.foundation.accounts.door import allowed_to, anyone


@allowed_to(anyone)
def open_page(request):
    return HttpResponse("Open.")


def forgotten(request):
    return HttpResponse("Anybody may read this.")


urlpatterns = [path("open/", open_page), path("deep/", include([path("forgotten/", forgotten)]))]
