from django.apps import AppConfig


class ChildrensServicesConfig(AppConfig):
    name = "collegiate.partnership.childrens_services"
    label = "childrens_services"
    verbose_name = "Children’s services"
