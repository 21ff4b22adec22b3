"""Forms of a body's own: mapped once by pointing at cells, read from then on.

``mapping`` says what was pointed at and whether a file is that form, ``read`` takes its numbers, ``picture`` shows a
sheet to point at. The writes stand in ``operations/own_forms``.
"""
