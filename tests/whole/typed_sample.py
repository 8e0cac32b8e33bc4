"""A program over all that `wallpicker.all` offers. It is read by mypy and pyright and never run: a name that a page no longer exports, or a
type that changes, makes them red (tests/whole/test_types.py, which also says when something public is missing here)."""
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, assert_type

import pandas as pd
from numpy.typing import NDArray
from PIL import Image

from wallpicker.all import (
    Archive, Budget, Downloader, Features, Folders, Grid, Ledger, Query, Snapshot, Taste, Wallhaven, contact_sheet, evaluate, export_csv, gather,
    import_csv, labeller, namer, pick, prune, queue, restore, rotate, scan, status, use_style, wallpaper, why)
from wallpicker.archive.fingerprints import fingerprint
from wallpicker.site.wallpapers import Wallpapers


def folders_and_settings(root: str) -> Folders:
    folders = Folders(root).make().check()
    places = [folders.root, folders.config_file, folders.desktop, folders.model, folders.storage, folders.train, folders.deselected, folders.reserve,
              folders.models, folders.trash, folders.ledger, folders.csv, folders.taste, folders.dbfile]
    assert_type(places, list[Path])
    print(folders.tree(), folders.config['pick'], folders.change('pick', count=12), folders.db.path)
    return folders


def ask_the_site(folders: Folders) -> Wallpapers:
    budget = Budget.shared(daily=300)
    assert_type(budget, Budget)
    waits: list[float] = [budget.ask(), budget.wait(), budget.hold(1), budget.heed({}), budget.spent()]
    print(waits, budget.calls, budget.per, budget.daily)
    query = Query.of('forest', ratios='16x9').seeded({})
    print(query.params(page=2), query.q, query.categories, query.purity, query.sorting, query.order, query.topRange, query.atleast,
          query.resolutions, query.ratios, query.colors, query.ai_art_filter, query.seed)
    client = Wallhaven.of(folders, budget=budget)
    assert_type(client, Wallhaven)
    found = client.search(query, want=48)
    assert_type(found, Wallpapers)
    assert_type(client.pages(query, start=2), Iterator[Wallpapers])
    assert_type(client.collections('ann'), pd.DataFrame)
    print(client.more(found), client.collection('ann', 7), client.wallpaper('94x38z'), client.tag(1), client.settings(), client.get('w/94x38z'))
    assert_type(client.key_given, bool)
    assert_type(client.locate('ann/Default'), str)
    print(client.url, client.host, client.patience, client.budget, client.session, client.stopped)
    print(found.asked, found.total, found.pages, found.skipped, found.passed, found.listing, found.next_page, found.met)
    return Wallpapers.of(found.head().to_dict('records'), asked=query)


def fetch(client: Wallhaven, archive: Archive, rows: Wallpapers) -> Path:
    downloader = Downloader(workers=2)
    print(downloader.workers, downloader.cap, downloader.deadline, downloader.hosts, downloader.bytes, downloader.failed)
    for row, preview in downloader.previews(rows): archive.add(row, preview)
    added = archive.add_many([], [])
    print(added, downloader.fetch('https://w.wallhaven.cc/full/94/wallhaven-94x38z.jpg'), client)
    return downloader.original({}, Path('a.jpg'))


def look_into(archive: Archive) -> Image.Image:
    ids = archive.ids()
    assert_type(archive.frame(), pd.DataFrame)
    assert_type(archive.pictures(ids), NDArray[Any])
    assert_type(archive.groups(ids), pd.Series)
    assert_type(archive.preview('94x38z'), bytes)
    assert_type(archive.find('94x38z'), str | None)
    assert_type(archive.resolve('94x38z'), str)
    assert_type(archive.shows('94x38z', 'a.jpg'), bool)
    archive.tag('94x38z', ['lake'])
    archive.alias('94x38z', 'sha-0123456789ab')
    archive.insert('a', {}, fingerprint(archive['94x38z']), b'')
    print(len(archive), 'x' in archive, archive['94x38z'].size, archive.meta('94x38z'), archive.add_file('a.jpg'), archive.tagged())
    print(archive.contents(ids), archive.content('94x38z'), archive.relatives(ids), list(archive.stream(ids)), archive.folders, archive.db)
    Snapshot(archive.sheet(), width=400)
    use_style()
    return contact_sheet([archive[id] for id in ids], columns=3)


def answers(folders: Folders, archive: Archive) -> Ledger:
    ledger = Ledger(folders)
    assert_type(ledger.say('94x38z', 'label', value='YES'), int)
    assert_type(ledger.labels(), pd.Series)
    assert_type(ledger.table(), pd.DataFrame)
    assert_type(ledger.rows(), pd.DataFrame)
    assert_type(ledger.largest('picked', 'run'), float)
    print(ledger.say_many([('a', 'label', {})]), ledger.standing('picked', who='job'), ledger.fewer('2026-01-31'), ledger.undo(2), ledger.take_back(1, 2))
    print(ledger.history('94x38z'), ledger.stored('where id = ?', 'a'), ledger.read('where id = ?', 'a'), ledger.rebuild(), ledger.cached(len))
    with ledger.locked() as last: ledger.append([], last)
    ledger.catch_up()
    assert_type(ledger.take_in(Path('ledger (conflict).jsonl')), list[Any])
    print(ledger.folders, ledger.file, ledger.lock)
    found = scan(folders, archive, ledger)
    print(found.yes, found.no, found.to_judge, found.ours, found.relabelled, found.both, found.edited, found.gone, found.back, found.problems)
    path = export_csv(folders, archive, ledger, archive.ids())
    brought = import_csv(folders, ledger, path, archive)
    print(brought.said, brought.same, brought.blank, brought.changed, brought.relabelled, brought.bad, brought.notes)
    return ledger


def widgets(folders: Folders, archive: Archive, ledger: Ledger) -> None:
    one = labeller(folders, n=20)
    one.press('y', 'n')
    one.hear({})
    one.act({})
    one.show()
    print(one.card(), one.session, one.goal, one.trouble('a', 'no preview'), one.face, one.view, one.note)
    many = Grid(ledger, archive.ids(), archive.preview, size=9)
    many.act({})
    print(many.card(), many.pages, many.menus, many.setting)
    words = namer(folders, 'lake', n=10)
    words.act({})
    print(words.card(), words.walk, words.total)


def learn(folders: Folders, archive: Archive, ledger: Ledger) -> Taste:
    features = Features(archive)
    ids = archive.ids()
    assert_type(features(ids), NDArray[Any])
    assert_type(features.key, str)
    print(queue(archive, ledger, features, n=12), features.rows(ids), features.views(ids), features.neighbours('a', ids), features.classes(ids))
    print(features.looked_at(ids), features.archive, features.backbone, features.db)
    report = evaluate(features(ids), ledger.labels() == 'YES')
    print(report.auc, report.frame(), report.out_of_fold_probability, report.sure(.9), report.n, report.yes, report.scores, report.probability,
          report.judged, report.y, report.rows, report.calibration, report.sample_weight)
    taste = Taste.train(folders, archive, ledger, features)
    assert_type(taste.save(folders.taste), Path)
    assert_type(Taste.load(folders.taste), Taste)
    assert_type(taste.judged, bool)
    print(taste.score(archive.pictures(ids)), taste.scores(archive, ids), taste.told(archive.frame()), taste.sure(.9), taste.listing)
    print(taste.head, taste.card, taste.backbone, taste.report, taste.path, taste.sha256)
    return taste


def daily(folders: Folders, client: Wallhaven) -> dict[Any, Any]:
    gathered = gather(folders, client, want=100)
    print(gathered.new, gathered.known, gathered.waiting, gathered.trouble, gathered.json())
    picked = pick(folders, client, count=10, dry_run=True)
    assert_type(picked.summary, str)
    print(len(picked), list(picked), picked[0], picked.json(), picked.counts, picked.picks, picked.archive, picked.tally, picked.bytes, picked.trouble,
          picked.dry_run, picked.doubt, picked.asked, picked.aside)
    reason = why(folders, '94x38z')
    print(reason.keys(), reason['id'], reason.id, reason.probability, reason.file, reason.lowered, reason.liked, reason.disliked, reason.tags,
          reason.rules, reason.said, reason.judged, reason.names, reason.facts, reason.page)
    turn = rotate(folders, show=20, now=datetime(2026, 1, 31))
    assert_type(turn.summary, str)
    print(turn.json(), turn.number, turn.show, turn.came, turn.went, turn.own, turn.reserve, turn.heard, turn.stuck, turn.finished, turn.pruned,
          turn.slim, turn.tone, wallpaper(folders))
    left = prune(folders, dry_run=True)
    print(left.ids, left.bytes, left.left, left.left_bytes, left.dry_run, left.slim, left.slim_bytes)
    assert_type(restore(folders, '94x38z'), str)
    return status(folders)
