"""The wardrobe: gives each style sheet, script and font an address that changes with its content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):
    """Hashed, compressed static files, with the names inside ES-module imports hashed too.

    With DEBUG the plain names are used, straight from `static/`.
    """

    support_js_module_import_aggregation = True
