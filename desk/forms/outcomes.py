"""The form that takes a recorded outcome back."""

from typing import Any

from desk.forms.base import DeskForm, Words


class TakeBackForm(DeskForm):
    """Why it is taken back; `required` unless its recorder withdraws it while it waits."""

    words = Words(
        label="Why?",
        max_length=500,
        help_text="One sentence. It stands in the ledger beside what was recorded.",
        error_messages={"required": "Say why it is taken back."},
    )

    def __init__(self, *args: Any, required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = required
