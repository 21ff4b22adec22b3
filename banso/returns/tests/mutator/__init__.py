"""Damage a filled workbook in every way that offices do, and know what may be read from it afterwards."""
