"""Sign-in. Of allauth's pages only those that an office without outgoing mail can keep its word on."""

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

from banso.access.views import typed_before

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index")),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("typed/", typed_before, name="typed"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
