"""What the forms of staff accounts ask for, and why they may. Their room stands below the registry.

The forms are django-allauth's: each one its pages can open is named here, and a test fails for
one that is not.
"""

from __future__ import annotations

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn

from folkmoot.web.consent.registry import Declaration, declare

SIGNING_IN = Declaration(
    key="accounts.signing-in",
    title="Signing in",
    purpose="To let the people who run this installation in, and nobody else.",
    basis="Legitimate interests: keeping what people entrusted to us safe.",
    lawful="Only staff have accounts; a steward adds each of them, and they know.",
    necessary="An e-mail address and a password are the least that tells one member of staff from another.",
    proportionate="Nothing is asked beyond that. Failed tries are counted under a digest that names nobody.",
    kept="The account for as long as somebody works here; counts of failed tries for one hour.",
)
PASSWORDS = Declaration(
    key="accounts.password",
    title="Setting a password",
    purpose="To let a member of staff change their password, or set a new one when it is forgotten.",
    basis="Legitimate interests: keeping what people entrusted to us safe.",
    lawful="It is asked of the person whose account it is, about that account.",
    necessary="A password that cannot be changed stays known to whoever saw it.",
    proportionate="Only a digest is kept, from which the password cannot be read.",
    kept="Until the next change.",
)
ADDRESS = Declaration(
    key="accounts.address",
    title="Your e-mail address",
    purpose="To change the address a member of staff signs in with and gets mail at.",
    basis="Legitimate interests: reaching staff about the work they do here.",
    lawful="It is asked of the person whose account it is.",
    necessary="Without an address that works, a forgotten password cannot be mended.",
    proportionate="One address, seen by stewards and the person, never published.",
    kept="Until it is changed or the account is erased.",
)
SECOND_FACTOR = Declaration(
    key="accounts.second-factor",
    title="A second factor",
    purpose="To make a stolen password useless: digits from an app, a passkey or a recovery code.",
    basis="Legitimate interests: keeping what people entrusted to us safe.",
    lawful="It is the person's own choice to turn it on, and off.",
    necessary="A server can only check digits or a key it has something to compare with.",
    proportionate="A secret made here, or half of a key; no fingerprint or face leaves your device.",
    kept="Until it is turned off or the account is erased.",
)

FORMS = {
    SIGNING_IN: [account.LoginForm, account.ReauthenticateForm, account.ConfirmLoginCodeForm],
    PASSWORDS: [
        account.ChangePasswordForm,
        account.SetPasswordForm,
        account.ResetPasswordForm,
        account.ResetPasswordKeyForm,
    ],
    ADDRESS: [account.AddEmailForm],
    SECOND_FACTOR: [
        second_factor.AuthenticateForm,
        second_factor.ReauthenticateForm,
        totp.ActivateTOTPForm,
        totp.DeactivateTOTPForm,
        recovery.GenerateRecoveryCodesForm,
        webauthn.AddWebAuthnForm,
        webauthn.AuthenticateWebAuthnForm,
        webauthn.LoginWebAuthnForm,
        webauthn.ReauthenticateWebAuthnForm,
        webauthn.EditWebAuthnForm,
    ],
}

for _declaration, _forms in FORMS.items():
    for _form in _forms:
        declare(_declaration)(_form)
