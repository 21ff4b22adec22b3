"""QR codes as drawings. They carry an address and nothing else."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M

# The quiet zone that readers need around the code, in modules.
_MARGIN = 4


def svg(address: str) -> str:
    """The code of ``address`` as an SVG of one path, to be scaled at will."""
    code = qrcode.QRCode(border=_MARGIN, error_correction=ERROR_CORRECT_M)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dots}" fill="#000"/></svg>'
    )
