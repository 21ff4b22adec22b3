from django.urls import URLPattern, path

from banso.council import data_views, views

urlpatterns: list[URLPattern] = [
    path("", views.papers, name="papers"),
    path("print/", views.print_, name="print_paper"),
    path("<int:pk>/", views.paper, name="paper"),
    path("<int:pk>/check/", views.paper_check, name="paper_check"),
    path("<int:pk>/readability/", views.paper_readability, name="paper_readability"),
    path("<int:pk>/charts/<str:group>.svg", views.paper_chart, name="paper_chart"),
    path("<int:pk>/publish/", data_views.publish_paper, name="publish_paper"),
    path("<int:pk>/overview/", views.paper_overview, name="paper_overview"),
    path("<int:pk>/numbers/<str:key>/", views.paper_number, name="paper_number"),
    path("<int:pk>/<str:form>/", views.paper_file, name="paper_file"),
]
