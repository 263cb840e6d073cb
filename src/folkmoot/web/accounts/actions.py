"""Make and change staff accounts. Nobody signs themselves up."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import password_validation
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
    """
    with transaction.atomic():
        if any(
            user.has_usable_password() for user in User.objects.filter(groups__name=STEWARD, is_active=True)
        ):
            raise Refused(
                "This house has a steward already. "
                f"Add another with 'folkmoot accounts add {email} --role steward'."
            )
        return add_account(who=None, email=email, name=name, role=STEWARD, password=password)


def add_account(*, who: User | None, email: str, name: str, role: str, password: str | None = None) -> User:
    """A new account in one role. Without a password nobody can use it until one is set.

    Raises Refused for an address that is taken or is not one, a weak password, or an unknown role.
    """
    email = _checked_address(email)
    _check_role(role)
    if not name.strip():
        raise Refused(f"Give the name of the person behind {email}; the journal shows it.")
    with transaction.atomic():
        if User.objects.filter(email__iexact=email).exists():
            raise Refused(
                f"{email} has an account here already; change its role with 'folkmoot accounts role'."
            )
        if password is not None:
            _check_password(password, User(email=email, name=name))
        user = User.objects.create_user(email, password, name=name.strip())
        user.groups.add(Group.objects.get(name=role))
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        _say(who, "added", user, {"name": user.name, "email": user.email, "role": role})
    return user


def change_role(*, who: User | None, email: str, role: str) -> User:
    """Give an account another role instead of the one it has. The last steward stays one."""
    _check_role(role)
    with transaction.atomic():
        user = _found(email)
        if role != STEWARD:
            _keep_a_steward(user)
        before = sorted(user.groups.values_list("name", flat=True))
        user.groups.set([Group.objects.get(name=role)])
        _say(who, "given a role", user, {"before": before, "role": role})
    return user


def close_account(*, who: User | None, email: str) -> User:
    """Nobody can sign in with it any more; its lines in the journal stay. The last steward stays."""
    with transaction.atomic():
        user = _found(email)
        _keep_a_steward(user)
        user.is_active = False
        user.save(update_fields=["is_active"])
        _say(who, "closed", user, {})
    return user


def set_password(*, who: User | None, email: str, password: str) -> User:
    """A new password for somebody; the old one and whoever was signed in with it are out."""
    with transaction.atomic():
        user = _found(email)
        _check_password(password, user)
        user.set_password(password)
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


def _found(email: str) -> User:
    user = User.objects.select_for_update(no_key=True).filter(email__iexact=email.strip()).first()
    if user is None:
        raise NotFound(f"Nobody here has the account {email}; 'folkmoot accounts list' prints all.")
    return user


def _keep_a_steward(user: User) -> None:
    others = User.objects.filter(groups__name=STEWARD, is_active=True).exclude(pk=user.pk)
    if user.groups.filter(name=STEWARD).exists() and not others.exists():
        raise Refused(f"{user.name} is the only steward; add another first with 'folkmoot accounts add'.")
