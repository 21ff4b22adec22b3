"""Sample data for a demonstration: synthetic returns of every owner of any plan, sent through the real path.

``figures`` draws plausible numbers from the plan's digest, ``answers`` lays them on a workbook's rows, ``filling``
writes them into its cells, ``story`` says who sends what and when (with the troubles of real life), ``telling``
does it, ``people`` makes the users, ``place`` keeps the folder in which all of it stands.
"""
