# pip install django
#
# Wrong: the view stands behind the CSRF guard of the project template, and lets the errors of the JSON parser fly.
# Upgates concludes: 403 is a wrong answer. Every event comes again every 5 minutes, for ever.
# Right: @csrf_exempt on the view, and 400 for a body that does not parse.
import json
import os

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpResponse
from django.urls import path

settings.configure(
    DEBUG=False,
    SECRET_KEY="only an example",
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"],
)


def take(request):
    json.loads(request.body)
    return HttpResponse(status=204)


urlpatterns = [path("webhooks", take)]

if __name__ == "__main__":
    address = "127.0.0.1:" + os.environ.get("PORT", "3000")
    execute_from_command_line(["django", "runserver", "--noreload", "--skip-checks", address])
