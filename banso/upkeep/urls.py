"""Addresses of the pages on which the directory is kept true."""

from django.urls import path, register_converter

from banso.directory.codes import Noun
from banso.upkeep.views import acts, editing, imports, lists


class NounConverter:
    """window, service, exam, helpline, organisation, subsidy."""

    regex = "window|service|exam|helpline|organisation|subsidy"

    def to_python(self, value: str) -> Noun:
        return Noun.of(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(NounConverter, "noun")

urlpatterns = [
    path("", lists.windows, name="directory"),
    path("services/", lists.services, name="directory_services"),
    path("exams/", lists.exams, name="directory_exams"),
    path("organisations/", lists.organisations, name="directory_organisations"),
    path("subsidies/", lists.subsidies, name="directory_subsidies"),
    path("helplines/", lists.helplines, name="directory_helplines"),
    path("imports/", imports.imports, name="directory_imports"),
    path("imports/<int:pk>/", imports.one, name="directory_import"),
    path("imports/<int:pk>/file/", imports.original, name="directory_import_file"),
    path("imports/<int:pk>/accept/", imports.accept, name="directory_import_accept"),
    path("imports/<int:pk>/apply/", imports.take_over, name="directory_import_apply"),
    path("imports/<int:pk>/undo/", imports.put_back, name="directory_import_undo"),
    path("<noun:noun>/new/", editing.new, name="directory_new"),
    path("<noun:noun>/<str:key>/", lists.entry, name="directory_entry"),
    path("<noun:noun>/<str:key>/edit/", editing.edit, name="directory_edit"),
    path("<noun:noun>/<str:key>/confirm/", acts.confirm, name="directory_confirm"),
    path("service/<str:key>/conditions/", editing.conditions, name="directory_conditions"),
    path("subsidy/<str:key>/rules/new/", editing.rules, name="directory_rules_new"),
    path("subsidy/<str:key>/rules/<int:number>/", editing.rules, name="directory_rules"),
    path("window/<str:key>/close/", acts.close, name="directory_close"),
    path("window/<str:key>/reopen/", acts.reopen, name="directory_reopen"),
    path("changes/<int:pk>/undo/", acts.undo, name="directory_undo"),
]
