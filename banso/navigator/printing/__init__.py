"""What can be taken along on paper: cards and a note of one's own, leaflets of an office."""
