"""A page is in one language: its words, its dates and what it says of itself to a screen reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from folkmoot.web.languages import OWN, offered


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["de", "cy,en;q=0.5", "ar", "fr-FR", "en-US", ""])
def test_a_phone_set_to_a_language_we_do_not_have_gets_an_english_page_that_says_so(asked: str) -> None:
    for address in ("/privacy/", "/accounts/login/"):
        answer = Client().get(address, headers={"accept-language": asked})
        assert '<html lang="en-gb">' in answer.text
    assert "Passkey anmelden" not in answer.text


def test_a_language_is_offered_once_somebody_translated_our_words_into_it(tmp_path: Path) -> None:
    assert offered(tmp_path) == [OWN]
    (tmp_path / "de" / "LC_MESSAGES").mkdir(parents=True)
    assert offered(tmp_path, tmp_path / "nowhere") == [OWN]
    for name in ("cy", "zh_Hans", "kw"):
        folder = tmp_path / name / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.mo").touch()
    assert offered(tmp_path) == [OWN, ("cy", "Cymraeg"), ("kw", "kw"), ("zh-hans", "简体中文")]
