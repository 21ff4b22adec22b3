"""Rules of the directory. Pure: no Django."""
