"""Books to take along: a volume, section or document under its own address with another suffix."""

from __future__ import annotations

from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.exports import books, epub, pdf
from archive.exports.books import Book, TooLarge
from archive.reading import addresses, pages

from .validators import edition


@require_safe
@edition
def volume_epub(request: HttpRequest, volume: str) -> FileResponse | HttpResponse:
    """A volume as an EPUB; of one that is too large for a book, what there is instead."""
    found = addresses.find_volume(volume)
    try:
        return _epub(books.of_volume(found), volume)
    except TooLarge:
        return render(request, "volumes/no_book.html", {"volume": found}, status=404)


@require_safe
@edition
def slot_epub(request: HttpRequest, volume: str, identifier: str) -> FileResponse:
    """A document as an EPUB, or a section with all that stands below it."""
    return _epub(books.at(volume, identifier), f"{volume}-{identifier}")


@require_safe
@edition
def document_pdf(request: HttpRequest, volume: str, document: str) -> HttpResponse:
    """A document or a section's own text as PDF; where the archive makes none, how else one comes by it."""
    piece = pages.full(volume, document)
    if not pdf.is_offered():
        context = {"document": piece.document, "volume": piece.document.volume}
        return render(request, "documents/no_pdf.html", context, status=404)
    made = pdf.document(piece, books.edition_of(piece.document))
    response = HttpResponse(made, content_type=pdf.TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{volume}-{document}.pdf"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _epub(book: Book, name: str) -> FileResponse:
    file = TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
    epub.write(book, file)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"{name}.epub", content_type=epub.TYPE)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
