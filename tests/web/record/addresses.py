"""The record is public: every address of it is open to anybody."""

DECISIONS = dict.fromkeys(
    [
        "record",
        "record_search",
        "record_search_how",
        "record_search_csv",
        "record_search_json",
        "record_search_feed",
        "questions",
        "person_questions",
        "person_feed",
        "department_feed",
        "debate_feed",
        "people",
        "person",
        "people_together",
        "person_department",
        "departments",
        "department",
        "day",
        "debate",
        "contribution",
        "division",
    ],
    "open",
)
