import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if settings.FACE_REFUSED:
    raise ImproperlyConfigured(settings.FACE_REFUSED)

application = get_wsgi_application()
