"""Is everything there: the database, its guards, the task worker, the record's head."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from collegiate.config.worker import BEAT
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import allowed_to, anyone
from collegiate.foundation.record import chain, guard
from collegiate.foundation.record.models import Head


@allowed_to(anyone)
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 when all is well and 503 when something is not, saying which."""
    try:
        head = chain.head_now()
        whole = chain.ends_at(head)
        missing = guard.missing(connection)
        working = bool(cache.get(BEAT))
    except (DatabaseError, Head.DoesNotExist):
        return JsonResponse({"database": "not ready"}, status=503)
    said = {
        "database": connection.vendor,
        "guards": "missing: " + ", ".join(missing) if missing else "standing",
        "task_worker": "running" if working else "not running",
        "chain": {
            "entries": head.seq,
            "head": head.hash,
            "end": "whole" if whole else "broken: run `collegiate verify`",
        },
        "at": clock.now().isoformat(timespec="seconds"),
    }
    return JsonResponse(said, status=200 if whole and working and not missing else 503)
