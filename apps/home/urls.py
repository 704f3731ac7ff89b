from django.urls import path

from apps.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("other-side/", views.other_side, name="other_side"),
    path("search/", views.search, name="search"),
]
