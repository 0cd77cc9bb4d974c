"""A ruling that asks."""


def may_invite(standing, organisation):
    return RoleHeld.objects.filter(person=standing.person_id).exists()
