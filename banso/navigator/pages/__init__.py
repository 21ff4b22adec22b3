"""What the pages of the navigator show, put into words and order. Pure: no Django."""
