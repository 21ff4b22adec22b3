"""The directory's files, for everybody: made once for each revision of it, then served from memory."""

from banso.directory.codes import Form
from banso.directory.exchange.files import Exported, exported
from banso.directory.exchange.public import Lists, PublicDirectory
from banso.directory.queries import public_edits, public_lists
from banso.lib.building import uncollected

_kept: dict[Form, tuple[PublicDirectory, Exported]] = {}


@uncollected()
def file_of(form: Form, directory: PublicDirectory) -> Exported:
    """The file of a form of this directory. Three queries at most when it is made, none afterwards."""
    kept = _kept.get(form)
    if kept is None or kept[0] is not directory:
        if form is Form.HSDS:
            made = exported(form, directory, Lists(), public_edits(directory))
        else:
            made = exported(form, directory, Lists() if form is Form.LOCAL else public_lists())
        kept = _kept[form] = (directory, made)
    return kept[1]
