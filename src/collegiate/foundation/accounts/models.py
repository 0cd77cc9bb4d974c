"""The sign-in: an e-mail address and a password, and nothing else."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class Accounts(BaseUserManager["Account"]):
    """Django asks a custom user model for these two; no account is ever a superuser."""

    def create_user(self, email: str, password: str | None = None) -> "Account":
        """Make an account; without a password it waits for its first sign-in link to be used."""
        account = self.model(email=email.strip().lower())
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Find an account by its e-mail address, in any case."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """
    A sign-in. It grants nothing: what someone may do follows from the roles their `Person` holds.

    An account without a person has the standing of nobody.
    """

    email = models.EmailField(
        "e-mail address", unique=True, error_messages={"unique": "There is an account with this e-mail address."}
    )
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Accounts] = Accounts()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_email_in_small_letters",
                condition=models.Q(email=Lower("email")),
                violation_error_message="E-mail addresses are kept in small letters.",
            )
        ]

    class Privacy:
        personal = frozenset({"email", "password", "last_login"})
        lawful_basis = "Public task."
        source = "The person, or the organisation that invited them."
        shared_with = "Nobody."
        kept_for = "Until the person leaves the partnership, and six months after."

    def __str__(self) -> str:
        return f"account {self.pk}"
