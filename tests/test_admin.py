"""The curator's desk: anything the archive holds can be found there, and nothing of the edition changed."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from archive import models
from archive.annotations import moderation, notebook, reports, tokens
from archive.annotations.notebook import Content
from archive.ingest import readers
from archive.store import write

SHOWN = [model for model in admin.site._registry if model._meta.app_label == "archive"]


@pytest.fixture
def specimen(db: None) -> None:
    """The specimen volume, taken in."""
    origin = readers.opened(Path(settings.BASE / "fixtures" / "specimen.xml"))
    write.source(readers.read(origin), origin)


@pytest.fixture
def told(specimen: None) -> models.Annotation:
    """A private note, a public one that was reported, an error report and a token, all of a reader's."""
    davies = User.objects.create_user("davies")
    document = models.Document.objects.filter(order__isnull=False)[0]
    private = notebook.create(davies, document, Content("The ambassador lied.", ("secret",)))
    public = notebook.create(davies, document, Content("Compare May."), visibility="public")
    moderation.allow(public, User.objects.create_user("bancroft", is_staff=True))
    moderation.flag(public, User.objects.create_user("kennan"), "No.")
    reports.report("Read: idle.", davies, "/volumes/specimen/d1/", document)
    tokens.issue(davies, "Laptop")
    return private


def address(model: type[Model], page: str, *arguments: object) -> str:
    return reverse(f"admin:archive_{model._meta.model_name}_{page}", args=arguments)


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_a_curator_finds_rows_by_search(model: type[Model], admin_client: Client, specimen: None) -> None:
    assert admin_client.get(address(model, "changelist"), {"q": "d1"}).status_code == 200


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_a_curator_looks_at_a_row_but_cannot_change_it(
    model: type[Model], admin_client: Client, told: models.Annotation
) -> None:
    row = model._default_manager.first()
    if row is None:
        assert model is models.Address  # only corrections give former addresses
        return
    assert admin_client.get(address(model, "change", row.pk)).status_code == 200
    assert admin_client.post(address(model, "change", row.pk), {}).status_code == 403
    assert admin_client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_a_list_of_documents_leads_to_their_reading_pages(admin_client: Client, specimen: None) -> None:
    page = admin_client.get(address(models.Document, "changelist")).content.decode()
    assert 'href="/volumes/specimen/d1/"' in page


def test_lists_take_the_same_number_of_queries_however_long(
    admin_client: Client, specimen: None, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        admin_client.get(address(models.Mention, "changelist"))


def test_a_reader_s_private_note_is_not_shown_in_the_admin_at_all(
    admin_client: Client, told: models.Annotation
) -> None:
    row = address(models.Annotation, "change", told.pk)
    assert admin_client.get(row).status_code == 302
    assert admin_client.get(address(models.Annotation, "history", told.pk)).status_code == 302
    listed = admin_client.get(address(models.Annotation, "changelist")).content.decode()
    assert "1 annotation" in listed
    for model in SHOWN:
        page = admin_client.get(address(model, "changelist"), {"q": "davies"}).content.decode()
        for words in ("ambassador lied", "secret", str(told.address)):
            assert words not in page


def test_of_a_token_nothing_is_shown_by_which_it_could_be_used(admin_client: Client, told: models.Annotation) -> None:
    token = models.Token.objects.get()
    for page in ("changelist", "change"):
        arguments = [token.pk] if page == "change" else []
        said = admin_client.get(address(models.Token, page, *arguments)).content.decode()
        assert "Laptop" in said
        assert token.sha256 not in said
