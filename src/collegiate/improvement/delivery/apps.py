from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "collegiate.improvement.delivery"
    label = "delivery"
    verbose_name = "Delivery"
