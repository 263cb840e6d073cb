from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "folkmoot.web.accounts"
    label = "accounts"
