"What is deleted can be had back for some days: a simulation of days, files of the owner's in the trash, and names that are taken"
import os
from datetime import date, timedelta
import pytest
from soak.trash import run
from wallpicker.desktop.reserve import prune, restore, review
from wallpicker.desktop.stock import RotateError, Stock
from wallpicker.files import FoldersError, sha256
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.trash import discarded, empty_trash
from wallpicker.taste.model import Taste
from test_rotate import Site, folders, full, made, path, picture   # noqa: F401, fixtures

class Nowhere:
    "A site that is not there"
    def wallpaper(self, id): raise AssertionError('the site was asked')
    original = wallpaper

def test_nothing_is_gone_for_good_before_its_days(tmp_path):
    year = run(40, 7, tmp_path/'Wallpapers')
    assert not year.wrong and len(year.gone) > 10

def trashed(f): return {o.name: o for o in discarded(f).path}

def test_prune_moves_into_the_trash_and_restore_takes_it_from_there(full):
    before = {sha256(o): o.name for o in full.reserve.iterdir()}
    full.change('reserve', most=3)
    gone = prune(full).ids
    assert {o.name for o in trashed(full).values()} == {before[Stock(full).ours().sha256[i]] for i in gone} and len(gone) == 5
    for id in gone: restore(full, id, Nowhere(), Nowhere())
    assert not trashed(full) and set(Stock(full).ours().place[gone]) == {'desktop'}

def test_what_the_owner_lays_into_the_trash_stays(full):
    full.change('reserve', most=0)
    prune(full)
    mine = [full.trash/str(date.today())/'holiday.jpg', full.trash/'keep'/'me.jpg', full.trash/'2020-13-99'/'me.jpg', full.trash/'me.jpg']
    for o in mine:
        o.parent.mkdir(exist_ok=True)
        o.write_bytes(picture(5))
    edited = next(iter(trashed(full).values()))
    edited.write_bytes(picture(99))
    Stock(full).clear(date.today() + timedelta(400))
    assert all(o.exists() for o in mine) and edited.exists() and len(trashed(full)) == 2

def test_the_trash_is_listed_only_when_something_in_it_may_be_due(full, reads):
    full.change('reserve', most=0)
    prune(full)
    wait = full.config['reserve']['trash']
    def looked(days):
        reads.again()
        Stock(full).clear(date.today() + timedelta(days))
        return any(folder == 'trash' for _, folder in reads.listed)
    assert not looked(0) and not looked(wait) and len(trashed(full)) > 0
    assert looked(wait + 1) and not trashed(full)
    assert looked(0), 'a clock that was wrong puts nothing off for ever'

def test_less_time_in_the_trash_counts_at_once(full):
    full.change('reserve', most=0)
    prune(full)
    Stock(full).clear()
    full.change('reserve', trash=1)
    Stock(full).clear(date.today() + timedelta(2))
    assert not trashed(full)

def test_another_file_of_that_name_in_the_trash(full):
    full.change('reserve', most=0)
    first = sorted(o for o in full.reserve.iterdir() if o.name != 'mine.jpg')[0]
    taken = full.trash/str(date.today())/first.name
    taken.parent.mkdir(parents=True)
    taken.write_bytes(b'of the owner')
    prune(full)
    assert first.exists() and taken.read_bytes() == b'of the owner'

def test_a_database_that_was_lost_knows_the_trash_still(full):
    full.change('reserve', most=0)
    gone = prune(full).ids[0]
    full.db.close()
    full.dbfile.unlink()
    from wallpicker.archive.store import Archive
    from test_rotate import row
    Archive(full).add(row(int(gone[4:])), picture(int(gone[4:])))
    assert gone in restore(full, gone, Nowhere(), Nowhere())

def test_review_says_what_goes_next_week(full):
    assert not review(full)
    full.change('reserve', most=7)
    assert len(review(full).pruned) == 3, 'seven lie there, two more a week are on their way, and the quota goes down to nine tenths'
    assert not review(full).emptied and '%' not in repr(review(full)), 'no model is there that was judged'
    prune(full)
    full.change('reserve', most=3, trash=5)
    gone = prune(full).ids
    ahead = review(full)
    assert sorted(ahead.emptied) == sorted(trashed(full)) and set(ahead.emptied.values()) == {date.today() + timedelta(5)}
    assert len(gone) == len(ahead.emptied) and 'until' in repr(ahead)

@pytest.mark.parametrize('answers, percent', [(19, False), (20, True)])
def test_a_percentage_that_was_not_judged_is_not_announced(full, monkeypatch, answers, percent):
    full.change('reserve', most=7)
    full.taste.write_bytes(b'a model')
    class Model(Taste):
        backbone, card = None, dict(judged=answers)
        def __init__(self): pass
        def scores(self, archive, ids, features): return [.7]*len(ids)
    monkeypatch.setattr('wallpicker.desktop.reserve.Taste.load', lambda path: Model())
    monkeypatch.setattr('wallpicker.desktop.reserve.Features', lambda archive, backbone: None)
    soon = review(full).pruned.values()
    assert len(soon) == 3 and all(('70% likely' in why) == percent and 'reserve' in why for why in soon)

def test_a_favourite_is_never_announced(full):
    full.change('reserve', most=1)
    ids = Stock(full).ours().index
    Ledger(full).say_many([(i, 'favourite', {}) for i in ids])
    assert not review(full)

def test_a_refused_one_in_the_trash_needs_another_answer_first(full):
    full.change('reserve', most=3)
    gone = prune(full).ids[0]
    Ledger(full).say(gone, 'ban')
    with pytest.raises(RotateError, match='you banned'): restore(full, gone, Nowhere(), Nowhere())
    assert len(trashed(full)) == 5

def test_what_the_disk_refuses_in_the_trash_stays_and_stops_nothing(full, monkeypatch):
    full.change('reserve', most=0)
    prune(full)
    day = full.trash/str(date.today())
    stuck, kept, *others = sorted(day.iterdir())
    read, unlink = sha256, os.unlink
    def refuse(path):
        if path == stuck: raise FoldersError(f'could not read {path}: Input/output error')
        return read(path)
    monkeypatch.setattr('wallpicker.picks.trash.sha256', refuse)
    def refuse_too(path, *more, **kw):
        if str(path) == str(kept): raise PermissionError(13, 'Permission denied', str(path))
        return unlink(path, *more, **kw)
    monkeypatch.setattr(os, 'unlink', refuse_too)
    with pytest.warns(UserWarning, match='stays in the trash') as said: Stock(full).clear(date.today() + timedelta(400))
    assert {o for o in (stuck, kept) for w in said if o.name in str(w.message)} == {stuck, kept}
    assert sorted(day.iterdir()) == [stuck, kept]

def test_a_day_of_the_trash_that_cannot_be_listed_stops_nothing(full, monkeypatch):
    full.change('reserve', most=0)
    id = prune(full).ids[0]
    day, scandir, listdir = full.trash/str(date.today()), os.scandir, os.listdir
    def refusing(list):
        def refuse(folder):
            if str(folder) == str(day): raise PermissionError(13, 'Permission denied', str(folder))
            return list(folder)
        return refuse
    monkeypatch.setattr(os, 'listdir', refusing(listdir))
    monkeypatch.setattr(os, 'scandir', refusing(scandir))
    with pytest.warns(UserWarning, match=f'{day} stays in the trash'):
        Stock(full).clear(date.today() + timedelta(400))
        assert review(full).emptied == {} and len(discarded(full)) == 0
    with pytest.warns(UserWarning), pytest.raises(AssertionError, match='the site was asked'): restore(full, id, Nowhere(), Nowhere())

def test_a_day_whose_folder_cannot_be_removed_stops_nothing(full, monkeypatch):
    full.change('reserve', most=0)
    n = len(prune(full).ids)
    day, rmdir = full.trash/str(date.today()), os.rmdir
    def refuse(path, *more, **kw):
        if str(path) == str(day): raise PermissionError(13, 'Permission denied', str(path))
        return rmdir(path, *more, **kw)
    monkeypatch.setattr(os, 'rmdir', refuse)
    with pytest.warns(UserWarning, match=f'{day} stays in the trash: Permission denied. Mend'):
        assert len(empty_trash(full, lambda: Stock(full).picks.written, date.today() + timedelta(400))) == n
    assert list(day.iterdir()) == []

def test_a_day_at_the_end_of_the_calendar(full):
    (full.trash/'9999-12-31').mkdir(parents=True)
    (full.trash/'9999-12-31'/'me.jpg').write_bytes(picture(5))
    full.change('reserve', most=0)
    prune(full)
    Stock(full).clear(date.today() + timedelta(400))
    assert [o.name for o in discarded(full).path] == ['me.jpg']
