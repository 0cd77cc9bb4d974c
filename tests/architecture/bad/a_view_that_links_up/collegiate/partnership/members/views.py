"""Sends people upstairs."""


def done(request):
    return redirect("fund:balance")
