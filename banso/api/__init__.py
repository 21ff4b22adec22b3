"""What programs of others may ask: public JSON, open to everybody."""
