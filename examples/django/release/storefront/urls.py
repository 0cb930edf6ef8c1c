from django.urls import path

from health.view import health
from shop import views

urlpatterns = [
    path('health', health),
    path('', views.front),
    path('items/<slug:slug>/', views.item),
    path('orders', views.orders),
    path('thanks/', views.thanks),
]
