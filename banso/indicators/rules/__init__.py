"""How figures are made from cells of the ledger: pure functions in Decimal, without Django.

``cells`` what was reported and what should have been; ``figures`` how figures are joined; ``structures`` one
function for each structure an indicator can have; ``targets`` what is aimed at and whether it is reached;
``pace`` how far the window has gone; ``verdicts`` the plan's own scale.
"""
