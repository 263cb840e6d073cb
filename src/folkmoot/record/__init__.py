"""The public record: people, offices, sittings, contributions, divisions; read, kept and searched.

from folkmoot.record.store import Store

with Store.open(folder) as record:
    for hit in record.search('"social housing" speaker:healey').hits:
        print(hit.contribution.speaker_name, hit.snippet.text)
"""
