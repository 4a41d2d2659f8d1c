"""The map: every address of the site on one page."""

from django.contrib import admin
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from archive.views import dates, documents, files, found, health, home, problems, related, search, suggestions, volumes


class Identifier(StringConverter):
    """An id of a volume, document, section or page, as addresses write it."""

    regex = "[A-Za-z0-9_-]+"


register_converter(Identifier, "id")
handler404 = problems.not_found

urlpatterns = [
    path("", home.home, name="home"),
    # /volumes/{volume}/
    path("volumes/", home.library, name="library"),
    path("volumes/<id:volume>/", volumes.volume, name="volume"),
    path("volumes/<id:volume>.json", volumes.volume_json, name="volume-json"),
    path("volumes/<id:volume>.txt", volumes.volume_text, name="volume-text"),
    # /volumes/{volume}/{document, section or page}/
    path("volumes/<id:volume>/<id:identifier>/", documents.slot, name="slot"),
    path("volumes/<id:volume>/<id:document>.json", documents.document_json, name="document-json"),
    path("volumes/<id:volume>/<id:document>.txt", documents.document_text, name="document-text"),
    path("volumes/<id:volume>/<id:document>/full/", documents.full, name="full"),
    path("volumes/<id:volume>/<id:document>/related/", related.related, name="related"),
    path("volumes/<id:volume>/<id:document>/<id:page>/", documents.reading, name="reading"),
    # /dates/
    path("dates/", dates.years, name="dates"),
    path("dates/undated/", dates.undated, name="undated"),
    path("dates/<int:year>/", dates.year, name="year"),
    path("dates/<int:year>/<int:month>/", dates.month, name="month"),
    # /files/{file number}/
    path("files/<path:number>/", files.dossier, name="dossier"),
    # /search/
    path("search/", search.search, name="search"),
    path("search/suggestions.json", suggestions.suggestions, name="suggestions"),
    path("search.json", found.search_json, name="search-json"),
    path("search.csv", found.search_csv, name="search-csv"),
    path("search.atom", found.search_atom, name="search-atom"),
    path("opensearch.xml", found.opensearch, name="opensearch"),
    # The addresses of history.state.gov
    path("historicaldocuments", home.historical),
    path("historicaldocuments/", home.historical),
    path("historicaldocuments/<path:path>", home.historical, name="historical"),
    # For machines
    path("healthz", health.healthz, name="healthz"),
    # For curators
    path("admin/", admin.site.urls),
]
