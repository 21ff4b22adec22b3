"""Make the data of a demonstration in the database that the environment names; print one line for each user."""

import logging
import sys

import click
import django


def main(password: str) -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from banso.lib import clock
    from banso.portal.sample.place import FOLDER
    from banso.portal.sample.telling import tell

    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0, interactive=False)
    files = settings.DATA_DIR / FOLDER
    for line in tell(key=settings.PLAN, today=clock.today(), password=password, files=files).as_lines():
        click.echo(line)


if __name__ == "__main__":
    main(sys.argv[1])
