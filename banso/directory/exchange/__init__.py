"""The directory in the shapes of others: files out, files in. Pure: no Django.

What may leave stands in :mod:`public`, and every export reads that alone.
"""
