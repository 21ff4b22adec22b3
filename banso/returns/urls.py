"""Addresses of returns."""

from django.urls import path, register_converter

from banso.lib.fiscal import Period
from banso.returns.views import bundle, inbox, locks, offices, own_forms, review
from banso.returns.views import returns as views
from banso.returns.views.reminders import remind


class PeriodConverter:
    """``2025-09``, ``2025-04..2025-09`` or ``2025``."""

    regex = r"[0-9]{4}(?:-[0-9]{2}(?:\.\.[0-9]{4}-[0-9]{2})?)?"

    def to_python(self, value: str) -> Period:
        return Period.parse(value)

    def to_url(self, value: Period | str) -> str:
        return value if isinstance(value, str) else value.key


register_converter(PeriodConverter, "period")

urlpatterns = [
    path("", views.returns, name="returns"),
    path("versions/<int:pk>/", views.version, name="version"),
    path("versions/<int:pk>/file/", views.version_file, name="version_file"),
    path("versions/<int:pk>/review/", review.review, name="version_review"),
    path("versions/<int:pk>/<str:verb>/", views.version_act, name="version_act"),
    path("rejected/<int:pk>/", views.rejected, name="rejected"),
    path("rejected/<int:pk>/file/", views.rejected_file, name="rejected_file"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:pk>/", inbox.batch, name="batch"),
    path("inbox/<int:pk>/state/", inbox.batch_state, name="batch_state"),
    path("forms/", own_forms.forms, name="own_forms"),
    path("forms/new/", own_forms.new, name="own_form_new"),
    path("forms/<int:pk>/", own_forms.form, name="own_form"),
    path("forms/<int:pk>/anchors/", own_forms.anchors, name="own_form_anchors"),
    path("forms/<int:pk>/cells/", own_forms.cells, name="own_form_cells"),
    path("forms/<int:pk>/<str:verb>/", own_forms.act, name="own_form_act"),
    path("<period:period>/", views.period, name="return_period"),
    path("<period:period>/lock/", locks.lock, name="period_lock"),
    path("<period:period>/lock/<int:pk>/reopen/", locks.reopen, name="period_reopen"),
    path("<period:period>/templates/", bundle.templates, name="return_templates"),
    path("<period:period>/consolidated/", inbox.consolidated, name="consolidated"),
    path("<period:period>/remind/", remind, name="return_remind"),
    path("<period:period>/<str:organisation>/", views.one_return, name="return"),
    path("<period:period>/<str:organisation>/office/", offices.office, name="return_office"),
    path("<period:period>/<str:organisation>/template/", views.template, name="return_template"),
    path("<period:period>/<str:organisation>/upload/", views.upload, name="return_upload"),
]
