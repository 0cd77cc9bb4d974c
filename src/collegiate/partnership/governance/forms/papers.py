"""What is filled in to write a paper, to write its next version, and to answer what a group said."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.foundation.files.kinds import Document, NotADocument, recognise
from collegiate.foundation.ui.forms import Once, Versioned
from collegiate.partnership.governance.commands import Sealed
from collegiate.partnership.governance.forms.meeting import OneOf
from collegiate.partnership.governance.models import Paper, PaperVersion, SealedPart
from collegiate.partnership.members.models import Group

LONGEST_PAPER = 20_000  # characters


class _Words(Once):
    """The words of a paper, perhaps with a file and a confidential part."""

    text = forms.CharField(label="Text", max_length=LONGEST_PAPER, widget=forms.Textarea(attrs={"rows": 14}))
    file = forms.FileField(
        label="File that goes with it",
        required=False,
        help_text="A PDF, Word, OpenDocument or text file of at most 20 MB. Members can read it; nothing confidential belongs in it.",
    )
    pages = forms.IntegerField(
        label="Pages of the PDF",
        required=False,
        min_value=1,
        max_value=999,
        help_text="So that readers know how long it takes. Other files are counted.",
    )
    sealed = forms.CharField(
        label="Confidential part",
        required=False,
        max_length=LONGEST_PAPER,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kept apart from the start. Only those who sit on the group and have no interest in it may read it.",
    )
    why_sealed = forms.CharField(
        label="Why it is confidential", required=False, max_length=SealedPart._meta.get_field("why").max_length
    )

    document: Document | None = None

    def clean(self) -> dict[str, Any]:
        """Look into the file, and refuse half a confidential part."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is not None:
            try:
                self.document = recognise(file.name, file, size=file.size)
            except NotADocument as refusal:
                self.add_error("file", str(refusal))
        if self.document is not None and not self.document.kind.counts and not given.get("pages"):
            self.add_error("pages", "Say how many pages the PDF has, so that readers know how long it takes.")
        if bool(given.get("sealed")) != bool(given.get("why_sealed")) and "sealed" in given:
            missing = "why_sealed" if given.get("sealed") else "sealed"
            self.add_error(missing, "Say what is confidential and why it is, or neither.")
        return given

    def kept_apart(self) -> Sealed | None:
        """Return the confidential part, where there is one."""
        given = self.cleaned_data
        return Sealed(given["sealed"], given["why_sealed"]) if given["sealed"] else None


class WritePaper(_Words):
    """A paper for groups to read."""

    group = OneOf(label="Group that decides or advises on it first")
    title = forms.CharField(max_length=Paper._meta.get_field("title").max_length)
    summary = forms.CharField(
        label="Summary",
        max_length=Paper._meta.get_field("summary").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What is asked of the reader, in two sentences.",
    )

    field_order = ("once", "group", "title", "summary", "text", "file", "pages", "sealed", "why_sealed")

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].offer(groups)  # type: ignore[attr-defined]  # a field of ours


class RewritePaper(_Words, Versioned):
    """The next version of a paper."""

    changed_since = forms.CharField(
        label="What changed",
        max_length=PaperVersion._meta.get_field("changed_since").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Whoever read the version before reads this first.",
    )

    field_order = ("once", "version", "changed_since", "text", "file", "pages", "sealed", "why_sealed")

    def __init__(self, *args: Any, row: PaperVersion, **kwargs: Any) -> None:
        super().__init__(*args, row=row, initial={"text": row.text}, **kwargs)
        if row.file is not None:
            self.fields["file"].help_text = f"“{row.file.name}” goes with it; choose a file to put in its place."

    def stored(self, name: str, row: PaperVersion) -> Any:
        """Return what the newest version says; what is confidential is never shown beside it."""
        if name == "file":
            return row.file.name if row.file else ""
        if name == "pages":
            return row.pages or ""
        return getattr(row, name) if name in ("text", "changed_since") else ""


class AnswerIt(Once):
    """What was done with what a group said."""

    taken_up = forms.TypedChoiceField(
        label="Is it taken up?",
        choices=[("yes", "Yes: we did"), ("no", "No: not taken up, because")],
        coerce=lambda key: key == "yes",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="What we did, or why not",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Those who said it read this beside their own words. It is final.",
    )
