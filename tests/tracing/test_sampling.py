from folkmoot.record.store import Store
from folkmoot.tracing.sampling import vocabulary_of


def test_a_small_record_is_read_whole(record: Store) -> None:
    assert vocabulary_of(record).contributions == record.size()


def test_a_large_one_is_sampled_by_whole_sittings_and_always_alike(record: Store) -> None:
    sample = vocabulary_of(record, enough=1)
    assert 1 < sample.contributions < record.size()
    assert sample == vocabulary_of(record, enough=1)
