from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "folkmoot.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from folkmoot.web.accounts.roles import ensure_roles

        post_migrate.connect(ensure_roles, sender=self, dispatch_uid="accounts_roles")
