"""Forms in which readers write notes, answer them, and say what is wrong with those of others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from archive.annotations.keeping import LONGEST_TEXT, Content
from archive.models import Annotation
from archive.models.annotation import Colour, Visibility

FROM = "note-%s"  # ids in a page that may have other forms
SHOWN_TO = {
    Visibility.PRIVATE: "Only you",
    Visibility.LINK: "Whoever has its link",
    Visibility.PUBLIC: "Everybody",
}


class NoteForm(forms.Form):
    """What a note says."""

    text = forms.CharField(
        label="Note",
        required=False,
        max_length=LONGEST_TEXT,
        help_text="Markdown: *slanted*, **bold**, lists, [words](address). Without a note the words are highlighted.",
        widget=forms.Textarea({"rows": 4}),
    )
    tags = forms.CharField(label="Tags", required=False, max_length=10_000, help_text="Parted by commas.")
    colour = forms.ChoiceField(
        label="Colour", choices=Colour.choices, initial=Colour.YELLOW, widget=forms.RadioSelect, required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": FROM, **kwargs})

    def content(self, before: Annotation | None = None) -> Content:
        """What was written, in the format and with the extras that it had before."""
        said = self.cleaned_data
        tags = tuple(said["tags"].split(","))
        colour = said["colour"] or (before.colour if before else Colour.YELLOW)
        text = said["text"].replace("\r\n", "\n")
        return Content(text, tags, colour, before.format, before.extra) if before else Content(text, tags, colour)


class ShownNoteForm(NoteForm):
    """A note that is new, and to whom it is to be shown."""

    visibility = forms.ChoiceField(label="Who sees it", initial=Visibility.PRIVATE, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["visibility"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(shown_to().items())


class PlaceForm(forms.Form):
    """Where a note is to stand: at a passage that was selected or chosen, or where quoted words are found."""

    passage = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    quote = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    page = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    words = forms.CharField(
        label="Words of the text",
        required=False,
        max_length=20_000,
        help_text="Copy them from the text or a footnote. Without words the note is on the whole text.",
        widget=forms.Textarea({"rows": 3}),
    )


class NewNoteForm(PlaceForm, ShownNoteForm):
    """A new note on some words."""

    field_order = ("words", "text", "tags", "colour", "visibility")


class MoveForm(PlaceForm):
    """Another place for a note whose words were changed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": FROM, **kwargs})


class ReplyForm(NoteForm):
    """An answer to a note; it is shown to whom that is shown."""

    colour = None  # type: ignore[assignment]


class FlagForm(forms.Form):
    """Why a curator should look at a note."""

    reason = forms.CharField(label="What is wrong with it?", max_length=2_000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": FROM, **kwargs})


def shown_to() -> dict[str, str]:
    """To whom a note can be shown, in words."""
    offered = {value.value: said for value, said in SHOWN_TO.items()}
    if settings.PUBLIC_NOTES == "off":
        del offered[Visibility.PUBLIC.value]
    elif settings.PUBLIC_NOTES == "asked":
        offered[Visibility.PUBLIC.value] = "Everybody, once a curator allows it"
    return offered
