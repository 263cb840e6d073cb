"""What this room asks: the record, opened to read; its pages' questions."""
