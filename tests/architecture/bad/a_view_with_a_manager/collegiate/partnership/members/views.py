"""A page that asks for itself."""


def schools(request):
    return page(request, "members/schools.html", schools=Organisation.objects.all())
