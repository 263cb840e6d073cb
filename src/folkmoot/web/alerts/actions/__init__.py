"""What this room does: somebody asks to follow (`asking`), the record is looked through (`looking`),
mails are made and sent (`posting`), what was kept long enough goes (`tidying`)."""
