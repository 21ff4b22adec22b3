"""The five forms of a paper, each made from its content alone."""
