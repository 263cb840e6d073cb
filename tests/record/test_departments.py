"""Departments by one name each, and the debates under them."""

from __future__ import annotations

import pytest

from folkmoot.record import departments
from folkmoot.record.store import Store


@pytest.mark.parametrize(
    ("office", "slug"),
    [
        ("The Parliamentary Under-Secretary of State for the Home Department", "home-office"),
        ("The Minister of State, Ministry of Defence", "ministry-of-defence"),
        ("The Chancellor of the Exchequer", "hm-treasury"),
        ("The Prime Minister", "cabinet-office"),
        (
            "Minister of State (Ministry of Justice) (also in Government Equalities Office)",
            "ministry-of-justice",
        ),
        (
            "Minister of State (Housing, Communities and Local Government)",
            "ministry-of-housing-communities-and-local-government",
        ),
        ("The Secretary of State for Health and Care", "health-and-care"),
        ("The Lord Chancellor and Secretary of State for Justice ", "ministry-of-justice"),
        (
            "The Secretary of State for International Trade and President of the Board of Trade",
            "department-for-international-trade",
        ),
        ("The Minister for Borders and Immigration", None),
        ("Shadow Secretary of State for the Home Department", None),
        ("Assistant Whip (HM Treasury)", None),
        ("Parliamentary Private Secretary, Cabinet Office", None),
        ("Mr. Deputy Speaker", None),
        ("Chair, Home Affairs Committee", None),
    ],
)
def test_an_office_names_its_department_or_none(office: str, slug: str | None) -> None:
    found = departments.of_office(office)
    assert (found.slug if found else None) == slug


def test_headings_in_capitals_mean_the_department() -> None:
    assert departments.of_heading("ENVIRONMENT FOOD AND RURAL AFFAIRS").slug == (
        "department-for-environment-food-and-rural-affairs"
    )
    for name in (
        "Lamps and Lanterns",
        "Department for Lamps and Lanterns",
        "The Ministry of Lamps & Lanterns",
    ):
        assert departments.of_heading(name).slug == "lamps-and-lanterns"


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("Treasury", "hm-treasury"),
        ("hm-treasury", "hm-treasury"),
        ("home department", "home-office"),
        ("Department for Lamps and Lanterns", "lamps-and-lanterns"),
        ("department-for-lamps-and-lanterns", "lamps-and-lanterns"),
        ("lamps-and-lanterns", "lamps-and-lanterns"),
    ],
)
def test_a_department_has_one_address_whatever_it_is_called(said: str, slug: str) -> None:
    assert departments.slug_of(said) == slug
    assert departments.slug_of(slug) == slug


def test_every_department_that_has_debates_is_found_by_its_name_and_by_its_word(store: Store) -> None:
    for department in store.departments():
        by_name = store.count(f'department:"{department.name}"')
        assert by_name == store.count(f"department:{department.slug}") > 0


def test_a_debate_stands_under_its_departments_each_with_the_reason(store: Store) -> None:
    by_title = {d.debate.title: d for d in store.debates_of_department("home-office")}
    assert by_title["Street Lights"].reason == "its heading names Home Office"
    assert by_title["Social Housing"].reason == "Bea Quill, Minister of State that day, spoke in it"


def test_only_the_debates_a_person_spoke_in_are_theirs(store: Store) -> None:
    assert len(store.debates_of_department("home-office", "example/person/1")) == 2
    assert store.debates_of_department("home-office", "example/person/404") == ()
    assert [d.slug for d in store.departments_of("example/person/1")] == ["home-office"]


def test_written_answers_of_the_real_days_stand_under_the_department_of_their_heading(real_store) -> None:  # type: ignore[no-untyped-def]
    with Store.open(real_store) as record:
        found = {d.slug: d.debates for d in record.departments()}
        assert found["home-office"] > 50 and found["ministry-of-defence"] > 50
        (row,) = [
            d
            for d in record.debates_of_department("department-for-environment-food-and-rural-affairs")
            if d.debate.id == "uk.org.publicwhip/wrans/2009-10-28c.296192.h"
        ]
        assert row.reason.startswith("its heading names")
