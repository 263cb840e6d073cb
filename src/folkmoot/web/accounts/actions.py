"""Make and change staff accounts. Nobody signs themselves up."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from folkmoot.errors import NotFound, Refused
from folkmoot.web.accounts.models import User
from folkmoot.web.accounts.roles import ROLES, STEWARD
from folkmoot.web.accounts.signals import account_changed


def make_first_steward(*, email: str, name: str, password: str) -> User:
    """The account that everything else is done from.

    Raises Refused when there is a steward already; further ones are added by `add_account`.
    A steward nobody can sign in as, such as the example's, does not count.
    """
    account, hashed = _checked(email, name, STEWARD, password)
    with transaction.atomic():
        stewards = User.objects.filter(groups__name=STEWARD, is_active=True)
        if any(user.has_usable_password() for user in stewards):
            raise Refused(
                "This house has a steward already. "
                f"Add another with 'folkmoot accounts add {email} --role steward'."
            )
        return _add(None, account, STEWARD, hashed)


def add_account(*, who: User | None, email: str, name: str, role: str, password: str | None = None) -> User:
    """A new account in one role. Without a password nobody can use it until one is set.

    Raises Refused for an address that is taken or is not one, a weak password, or an unknown role.
    """
    account, hashed = _checked(email, name, role, password)
    with transaction.atomic():
        return _add(who, account, role, hashed)


def _checked(email: str, name: str, role: str, password: str | None) -> tuple[User, str]:
    """An account not yet kept, and the digest of its password: made here, since making it is slow by
    design and nobody should wait for it with the house locked."""
    account = User(email=_checked_address(email), name=name.strip())
    _check_role(role)
    if not account.name:
        raise Refused(f"Give the name of the person behind {account.email}; the journal shows it.")
    if password is not None:
        _check_password(password, account)
    return account, make_password(password)


def _add(who: User | None, account: User, role: str, hashed: str) -> User:
    if User.objects.filter(email__iexact=account.email).exists():
        raise Refused(
            f"{account.email} has an account here already; change its role with 'folkmoot accounts role'."
        )
    account.password = hashed
    account.save(force_insert=True)
    account.groups.add(Group.objects.get(name=role))
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    _say(who, "added", account, {"name": account.name, "email": account.email, "role": role})
    return account


def change_role(*, who: User | None, email: str, role: str) -> User:
    """Give an account another role instead of the one it has. The last steward stays one."""
    _check_role(role)
    with transaction.atomic():
        user = _locked(email)
        if role != STEWARD:
            _keep_a_steward(user)
        before = sorted(user.groups.values_list("name", flat=True))
        user.groups.set([Group.objects.get(name=role)])
        _say(who, "given a role", user, {"before": before, "role": role})
    return user


def close_account(*, who: User | None, email: str) -> User:
    """Nobody can sign in with it any more; its lines in the journal stay. The last steward stays."""
    with transaction.atomic():
        user = _locked(email)
        _keep_a_steward(user)
        user.is_active = False
        user.save(update_fields=["is_active"])
        _say(who, "closed", user, {})
    return user


def set_password(*, who: User | None, email: str, password: str) -> User:
    """A new password for somebody; the old one and whoever was signed in with it are out."""
    _check_password(password, _found(User.objects, email))
    hashed = make_password(password)
    with transaction.atomic():
        user = _locked(email)
        user.password = hashed
        user.save(update_fields=["password"])
        _say(who, "given a password", user, {})
    return user


def anonymise(pk: int) -> bool:
    """Take everything that tells who it was from an account; False where there is none or it was done before.

    The row stays, since lines of the journal point at it. The last steward stays a steward.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).filter(pk=pk).exclude(name="").first()
        if user is None:
            return False
        _keep_a_steward(user)
        user.groups.clear()
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        user.name, user.email, user.is_active, user.last_login = "", f"erased-{pk}@invalid", False, None
        user.set_unusable_password()
        user.save()
    return True


def _say(who: User | None, verb: str, user: User, content: dict[str, object]) -> None:
    account_changed.send(sender=User, who=who, verb=verb, user=user, content=content)


def _checked_address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(f"{email!r} is not an e-mail address; give one such as name@example.org.") from error
    return email


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise Refused(f"There is no role {role!r}; choose one of {', '.join(ROLES)}.", role=role)


def _check_password(password: str, user: User) -> None:
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise Refused(f"That password will not do: {' '.join(error.messages)}") from error


def _locked(email: str) -> User:
    return _found(User.objects.select_for_update(no_key=True), email)


def _found(users: Any, email: str) -> User:
    user: User | None = users.filter(email__iexact=email.strip()).first()
    if user is None:
        raise NotFound(f"Nobody here has the account {email}; 'folkmoot accounts list' prints all.")
    return user


def _keep_a_steward(user: User) -> None:
    others = User.objects.filter(groups__name=STEWARD, is_active=True).exclude(pk=user.pk)
    if user.groups.filter(name=STEWARD).exists() and not others.exists():
        raise Refused(f"{user.name} is the only steward; add another first with 'folkmoot accounts add'.")
