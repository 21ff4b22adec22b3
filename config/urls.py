"""The map of the site: one include per room."""

from django.urls import include, path

urlpatterns = [
    path("", include("banso.portal.urls")),
    path("plan/", include("banso.plan.urls")),
    path("progress/", include("banso.indicators.urls")),
    path("returns/", include("banso.returns.urls")),
    path("", include("banso.navigator.urls")),
    path("papers/", include("banso.council.urls")),
    path("data/", include("banso.council.data_urls")),
    path("notices/", include("banso.notices.urls")),
    path("", include("banso.directory.urls")),
    path("contact/", include("banso.navigator.contact_urls")),
    path("requests/", include("banso.navigator.inbox_urls")),
    path("api/", include("banso.api.urls")),
    path("accounts/", include("banso.access.urls")),
]

handler403 = "banso.access.views.forbidden"
handler404 = "banso.access.views.not_found"
handler500 = "banso.access.views.server_error"
