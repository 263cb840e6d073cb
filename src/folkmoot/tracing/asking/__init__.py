"""Asking those who can act: what each form requires, who can act, drafts made of quotations, days due."""
