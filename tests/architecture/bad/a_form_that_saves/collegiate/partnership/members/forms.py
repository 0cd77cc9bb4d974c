"""A form that does a deed."""


class Invite:
    def done(self, person):
        person.save()
