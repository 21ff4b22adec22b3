"""The map of the site: one include per room."""

from django.conf import settings
from django.urls import URLResolver, include, path

from banso.lib.faces import Face

# What everybody may see, on every face; the office's people work on these pages too, behind their permissions.
EVERYWHERE = [
    path("", include("banso.portal.urls")),
    path("plan/", include("banso.plan.urls")),
    path("", include("banso.navigator.urls")),
    path("data/", include("banso.council.data_urls")),
    path("", include("banso.directory.urls")),
    path("api/", include("banso.api.urls")),
]
# What asks something of a visitor stands where visitors can come.
PUBLIC = [
    path("contact/", include("banso.navigator.contact_urls")),
]
OFFICE = [
    path("progress/", include("banso.indicators.urls")),
    path("returns/", include("banso.returns.urls")),
    path("papers/", include("banso.council.urls")),
    path("notices/", include("banso.notices.urls")),
    path("directory/", include("banso.upkeep.urls")),
    path("requests/", include("banso.navigator.inbox_urls")),
    path("accounts/", include("banso.access.urls")),
]


def patterns(face: str) -> list[URLResolver]:
    """The pages of a face. Behind a permission there is nothing on the public one (``banso.access.views.needs``)."""
    return [
        *EVERYWHERE,
        *(PUBLIC if face != Face.OFFICE else []),
        *(OFFICE if face != Face.PUBLIC else []),
    ]


urlpatterns = patterns(settings.FACE)

handler400 = "banso.access.views.bad_request"
handler403 = "banso.access.views.forbidden"
handler404 = "banso.access.views.not_found"
handler500 = "banso.access.views.server_error"
