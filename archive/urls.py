"""The map: every address of the site on one page."""

from django.contrib import admin
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from archive.views import (
    accounts,
    accounts_joining,
    accounts_leaving,
    accounts_tokens,
    annotation_protocol,
    authority,
    away,
    books,
    cards,
    citation_files,
    citations,
    crawling,
    dates,
    desk,
    developers,
    documents,
    dts,
    editorial,
    entities,
    files,
    found,
    harvest,
    health,
    home,
    iiif,
    maps,
    measures,
    moderating,
    networks,
    notebook_changes,
    notebook_files,
    notes,
    problems,
    registers,
    related,
    reports,
    resolver,
    search,
    suggestions,
    volumes,
)


class Identifier(StringConverter):
    """An id of a volume, document, section or page, as addresses write it."""

    regex = "[A-Za-z0-9_-]+"


class NetworkFile(StringConverter):
    """A form of the network that programs read."""

    regex = "gexf|csv"


class CitationFile(StringConverter):
    """A form of a citation that reference managers read."""

    regex = r"ris|bib|csl\.json|csv"


class NotebookFile(StringConverter):
    """A form of the notebook to take along."""

    regex = r"md|html|ris|csl\.json|csv|jsonld"


register_converter(Identifier, "id")
register_converter(NotebookFile, "notes")
register_converter(CitationFile, "citation")
register_converter(NetworkFile, "network")
PLACE, ACTOR = {"is_place": True}, {"is_place": False}
handler404 = problems.not_found
handler500 = away.broken

urlpatterns = [
    path("", home.home, name="home"),
    # /volumes/{volume}/
    path("volumes/", home.library, name="library"),
    path("volumes/<id:volume>/", volumes.volume, name="volume"),
    path("volumes/<id:volume>.json", volumes.volume_json, name="volume-json"),
    path("volumes/<id:volume>.txt", volumes.volume_text, name="volume-text"),
    path("volumes/<id:volume>.xml", volumes.volume_tei, name="volume-tei"),
    path("volumes/<id:volume>.epub", books.volume_epub, name="volume-epub"),
    path("volumes/<id:volume>.<citation:form>", citation_files.volume, name="volume-citation"),
    path("volumes/<id:volume>.cmif.xml", harvest.letters_of_volume, name="volume-letters"),
    path("volumes.atom", crawling.volumes, name="volumes-atom"),
    path("volumes/<id:volume>/cite/", citations.volume, name="volume-cite"),
    # /volumes/{volume}/{document, section or page}/
    path("volumes/<id:volume>/<id:identifier>/", documents.slot, name="slot"),
    path("volumes/<id:volume>/<id:document>.json", documents.document_json, name="document-json"),
    path("volumes/<id:volume>/<id:document>.txt", documents.document_text, name="document-text"),
    path("volumes/<id:volume>/<id:document>.xml", documents.document_tei, name="document-tei"),
    path("volumes/<id:volume>/<id:identifier>.epub", books.slot_epub, name="slot-epub"),
    path("volumes/<id:volume>/<id:document>.pdf", books.document_pdf, name="document-pdf"),
    path("volumes/<id:volume>/<id:identifier>.<citation:form>", citation_files.slot, name="slot-citation"),
    path("volumes/<id:volume>/<id:document>/<id:page>.<citation:form>", citation_files.page, name="page-citation"),
    path("volumes/<id:volume>/<id:identifier>/cite/", citations.slot, name="slot-cite"),
    path("volumes/<id:volume>/<id:identifier>/report/", reports.report, name="slot-report"),
    path("volumes/<id:volume>/<id:document>/full/", documents.full, name="full"),
    path("volumes/<id:volume>/<id:document>/related/", related.related, name="related"),
    path("volumes/<id:volume>/<id:document>/note/", notes.new, name="note-new"),
    path("volumes/<id:volume>/<id:document>/<id:page>/", documents.reading, name="reading"),
    # /dts/: Distributed Text Services
    path("dts/", dts.entry, name="dts"),
    path("dts/collection/", dts.collection, name="dts-collection"),
    path("dts/navigation/", dts.navigation, name="dts-navigation"),
    path("dts/document/", dts.document, name="dts-document"),
    # /iiif/{volume}/: page images
    path("iiif/collection.json", iiif.collection, name="iiif"),
    path("iiif/<id:volume>/manifest.json", iiif.manifest, name="iiif-manifest"),
    path("iiif/<id:volume>/search.json", iiif.search, name="iiif-search"),
    path("iiif/<id:volume>/<id:document>/manifest.json", iiif.document_manifest, name="iiif-document"),
    path("iiif/<id:volume>/<id:page>/canvas.json", iiif.canvas, name="iiif-canvas"),
    path("iiif/<id:volume>/<id:page>/text.json", iiif.text, name="iiif-text"),
    # /places/{slug}/ and /actors/{slug}/
    path("places/<slug:slug>/card/", cards.place, name="place-card"),
    path("actors/<slug:slug>/card/", cards.actor, name="actor-card"),
    path("places/", registers.listed, PLACE, name="places"),
    path("places/map/", maps.places, name="places-map"),
    path("places/<slug:slug>.json", entities.as_json, PLACE, name="place-json"),
    path("places/<slug:slug>/", entities.page, PLACE, name="place"),
    path("places/<slug:slug>/<slug:tab>/", entities.page, PLACE, name="place-tab"),
    path("actors/", registers.listed, ACTOR, name="actors"),
    path("actors/<slug:slug>.json", entities.as_json, ACTOR, name="actor-json"),
    path("actors/<slug:slug>/", entities.page, ACTOR, name="actor"),
    path("actors/<slug:slug>/network/", networks.of_actor, ACTOR, name="actor-network"),
    path("actors/<slug:slug>/network.<network:form>", networks.actor_file, ACTOR, name="actor-network-file"),
    path("actors/<slug:slug>/<slug:tab>/", entities.page, ACTOR, name="actor-tab"),
    # /dates/
    path("dates/", dates.years, name="dates"),
    path("dates/undated/", dates.undated, name="undated"),
    path("dates/<int:year>/", dates.year, name="year"),
    path("dates/<int:year>/<int:month>/", dates.month, name="month"),
    # /files/{file number}/
    path("files/<path:number>/", files.dossier, name="dossier"),
    # /cite/
    path("cite/", resolver.cite, name="cite"),
    # /search/
    path("search/", search.search, name="search"),
    path("search/suggestions.json", suggestions.suggestions, name="suggestions"),
    path("search/network/", networks.of_search, name="search-network"),
    path("search/network.<network:form>", networks.search_file, name="search-network-file"),
    path("search.json", found.search_json, name="search-json"),
    path("search.csv", found.search_csv, name="search-csv"),
    path("search.<citation:form>", found.search_citations, name="search-citations"),
    path("search.atom", found.search_atom, name="search-atom"),
    path("opensearch.xml", found.opensearch, name="opensearch"),
    # /api/
    path("api/", developers.page, name="developers"),
    path("api/json/", developers.reference, name="reference"),
    path("api/tei.rng", developers.schema, name="tei-schema"),
    path("api/openapi.json", developers.description, name="openapi"),
    # The addresses of history.state.gov
    path("historicaldocuments", home.historical),
    path("historicaldocuments/", home.historical),
    path("historicaldocuments/<path:path>", home.historical, name="historical"),
    # /notes/{note}/: forms of readers' notes
    path("notes/<uuid:address>/edit/", notes.edit, name="note-edit"),
    path("notes/<uuid:address>/reply/", notes.reply, name="note-reply"),
    path("notes/<uuid:address>/flag/", notes.flag, name="note-flag"),
    path("notes/<uuid:address>/place/", notes.place, name="note-place"),
    path("notes/<uuid:address>/<slug:act>/", notes.act, name="note-act"),
    # For machines
    path("oai", harvest.repository, name="oai"),
    path("correspondence.xml", harvest.letters, name="letters"),
    path("sitemap.xml", crawling.sitemaps, name="sitemap"),
    path("sitemap.ways.xml", crawling.ways_in, name="sitemap-ways"),
    path("sitemap.names.<int:part>.xml", crawling.names_sitemap, name="sitemap-names"),
    path("sitemap-<id:volume>.<int:part>.xml", crawling.volume_sitemap, name="sitemap-volume"),
    path("robots.txt", crawling.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", measures.metrics, name="metrics"),
    # /accounts/
    path("accounts/", accounts.profile, name="profile"),
    path("accounts/login/", accounts.LogIn.as_view(), name="login"),
    path("accounts/logout/", accounts.LogOut.as_view(), name="logout"),
    path("accounts/style/", accounts.style, name="account-style"),
    path("accounts/password/", accounts.ChangePassword.as_view(), name="password"),
    path("accounts/reset/", accounts_joining.reset, name="reset"),
    path("accounts/reset/sent/", accounts_joining.sent, name="reset-sent"),
    path("accounts/reset/<uidb64>/<token>/", accounts_joining.ConfirmReset.as_view(), name="reset-confirm"),
    path("accounts/signup/", accounts_joining.sign_up, name="signup"),
    path("accounts/signup/sent/", accounts_joining.sent, name="signup-sent"),
    path("accounts/signup/<str:token>/", accounts_joining.finish, name="signup-finish"),
    path("accounts/address/", accounts_joining.address, name="address"),
    path("accounts/address/sent/", accounts_joining.sent, name="address-sent"),
    path("accounts/address/<str:token>/", accounts_joining.confirm_address, name="address-confirm"),
    path("accounts/tokens/", accounts_tokens.listed, name="tokens"),
    path("accounts/tokens/<int:token>/revoke/", accounts_tokens.revoke, name="token-revoke"),
    path("accounts/everything.json", accounts_leaving.everything, name="everything"),
    path("accounts/delete/", accounts_leaving.delete, name="delete-account"),
    path("accounts/deleted/", accounts_leaving.deleted, name="deleted"),
    # /annotations/
    path("annotations/", annotation_protocol.container, name="annotations"),
    path("annotations/notebook.<notes:form>", notebook_files.file, name="notebook-file"),
    path("annotations/import/", notebook_files.take_in, name="notebook-import"),
    path("annotations/<uuid:address>/", annotation_protocol.one, name="annotation"),
    path("annotations/<uuid:address>/edit/", notebook_changes.edit, name="notebook-edit"),
    path("annotations/<uuid:address>/move/", notebook_changes.move, name="notebook-move"),
    path("annotations/<uuid:address>/confirm/", notebook_changes.confirm, name="notebook-confirm"),
    path("annotations/<uuid:address>/delete/", notebook_changes.delete, name="notebook-delete"),
    path("annotations/<uuid:address>/undelete/", notebook_changes.undelete, name="notebook-undelete"),
    # For curators: /desk/
    path("desk/", desk.desk, name="desk"),
    path("desk/login/", accounts.to_log_in),
    path("desk/logout/", accounts.LogOut.as_view()),
    path("desk/questions/", desk.questions, name="desk-questions"),
    path("desk/names/<slug:slug>/", authority.entity, name="desk-entity"),
    path("desk/names/<slug:slug>/merge/", authority.merge, name="desk-merge"),
    path("desk/names/<slug:slug>/split/", authority.split, name="desk-split"),
    path("desk/notes/", moderating.notes, name="desk-notes"),
    path("desk/flags/", moderating.flags, name="desk-flags"),
    path("desk/reports/", moderating.errors, name="desk-reports"),
    path("desk/editorial/", editorial.listed, name="desk-editorial"),
    path("desk/editorial/new/", editorial.new, name="desk-editorial-new"),
    path("desk/editorial/<int:note>/", editorial.one, name="desk-editorial-one"),
    path("desk/log/", desk.log, name="desk-log"),
    path("desk/log/<int:act>/undo/", desk.undo, name="desk-undo"),
    path("admin/login/", accounts.to_log_in),
    path("admin/r/<path:there>", accounts.nowhere, name="admin-short-way"),
    path("admin/", admin.site.urls),
]
