"""The curator's desk: anything the archive holds can be found there, and nothing of the edition changed."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from archive import models
from archive.ingest import readers
from archive.store import write

SHOWN = [model for model in admin.site._registry if model._meta.app_label == "archive"]


@pytest.fixture
def specimen(db: None) -> None:
    """The specimen volume, taken in."""
    origin = readers.opened(Path(settings.BASE / "fixtures" / "specimen.xml"))
    write.source(readers.read(origin), origin)


def address(model: type[Model], page: str, *arguments: object) -> str:
    return reverse(f"admin:archive_{model._meta.model_name}_{page}", args=arguments)


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_a_curator_finds_rows_by_search(model: type[Model], admin_client: Client, specimen: None) -> None:
    assert admin_client.get(address(model, "changelist"), {"q": "d1"}).status_code == 200


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_a_curator_looks_at_a_row_but_cannot_change_it(
    model: type[Model], admin_client: Client, specimen: None
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
