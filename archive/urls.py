"""The map: every address of the site on one page."""

from django.contrib import admin
from django.urls import path

from archive.views import health

urlpatterns = [
    # For machines
    path("healthz", health.healthz, name="healthz"),
    # For curators
    path("admin/", admin.site.urls),
]
