"""Is everything there: the database, its guards, the task worker, the record's head."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from collegiate.config.worker import BEAT
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import allowed_to, anyone
from collegiate.foundation.record import guard
from collegiate.foundation.record.models import Head


@allowed_to(anyone)
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 when all is well and 503 when something is not, saying which."""
    try:
        head = Head.objects.get(pk=1)
        missing = guard.missing(connection)
        worker = "running" if cache.get(BEAT) else "not running"
    except (DatabaseError, Head.DoesNotExist):
        return JsonResponse({"database": "not ready"}, status=503)
    said = {
        "database": connection.vendor,
        "guards": "missing: " + ", ".join(missing) if missing else "standing",
        "task_worker": worker,
        "chain": {"entries": head.seq, "head": head.hash},
        "at": clock.now().isoformat(timespec="seconds"),
    }
    return JsonResponse(said, status=503 if missing or worker != "running" else 200)
