import hashlib

from django.db import migrations


def number(apps, _editor):
    """Every theme, and every part, gets a number for its key of words: words of a note stood in addresses."""
    Board, Gone = apps.get_model("themes", "Board"), apps.get_model("themes", "Gone")
    for board in Board.objects.all():
        numbers = {theme.key: str(n) for n, theme in enumerate(board.themes.order_by("pk"), 1)}
        moves = list(board.moves.all())
        gone = [key for move in moves for key in _keys_in(move.before) if key]
        for key in gone:
            numbers.setdefault(key, str(len(numbers) + 1))
        _number_parts(board, numbers)
        for theme in board.themes.all():
            digest = hashlib.sha256(theme.key.encode()).hexdigest()
            Gone.objects.create(board=board, key=digest, into=numbers[theme.key])
            theme.key = numbers[theme.key]
            theme.save(update_fields=["key"])
        for move in moves:
            move.before = _in_numbers(move.before, numbers)
            move.save(update_fields=["before"])
        board.last_key = len(numbers)
        board.save(update_fields=["last_key"])


def _number_parts(board, numbers):
    parts = {}
    words = {}
    for placement in board.placements.exclude(part="").select_related("theme").order_by("pk"):
        if placement.theme is None:
            placement.part = ""
        else:
            key = numbers[placement.theme.key]
            known = parts.setdefault(placement.theme_id, {})
            part = known.setdefault(placement.part, f"{key}.{len(known) + 1}")
            words.setdefault(placement.theme_id, {})[part] = placement.part.rpartition("/")[2].split("-")
            placement.part = part
        placement.save(update_fields=["part"])
    for theme in board.themes.filter(pk__in=list(words)):
        theme.part_words = words[theme.pk]
        theme.save(update_fields=["part_words"])


def _keys_in(before):
    return [*before["themes"], *(row[0] for row in before["placements"].values())]


def _in_numbers(before, numbers):
    return {
        "placements": {
            pk: [numbers.get(key, ""), "", who] for pk, (key, _part, who) in before["placements"].items()
        },
        "themes": {numbers[key]: was for key, was in before["themes"].items()},
    }


class Migration(migrations.Migration):
    dependencies = [("themes", "0002_numbers_and_names")]

    operations = [migrations.RunPython(number, migrations.RunPython.noop)]
