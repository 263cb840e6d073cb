"""What was agreed is for anybody to read; whoever works here drafts, decides and enters."""

STAFF = {"editor", "organiser", "steward"}

DECISIONS = {
    **dict.fromkeys(["who_can_act", "asks", "ask", "ask_letter", "ask_text", "promises", "promise"], "open"),
    **dict.fromkeys(["api_asks", "api_promises"], "open"),
    **{name: STAFF for name in ("ask_draft", "ask_edit", "promise_enter")},
    **dict.fromkeys(
        ["department_decide", "ask_step", "ask_answer", "promise_judge", "promise_reply"], "post"
    ),
}
