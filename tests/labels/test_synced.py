"Second versions that sync programs make, and tables as spreadsheets and telephones give them back"
import os
import re
import shlex
import shutil
import unicodedata
import zipfile

import pandas as pd
import pytest

from wallpicker.archive.store import Archive
from wallpicker.folders import Folders
from wallpicker.gallery.paint import paint
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.rows import LabelsError
from wallpicker.job.status import status
from wallpicker.labels.left_out import left_out, left_out_lines, picture_files
from wallpicker.labels.scan import scan
from wallpicker.labels.spreadsheet import Import, read_table
from wallpicker.labels.table import export_csv, import_csv

SECOND = [
    'dune (conflicted copy 2026-01-02 120000).jpg', "dune (Anna's conflicted copy 2026-01-02).jpg", "dune (Anna (PC)'s conflicted copy 2026-01-02).jpg",
    'dune.sync-conflict-20260102-120000-ABCDEFG.jpg', 'dune_conflict-20260102-120000.jpg', 'dune_conflict-anna-20260102-120000.jpg',
    'dune (SFConflict anna@example.org 2026-01-02-12-00-00).jpg', 'dune (Konfliktkopie von Anna 2026-01-02).jpg',
    'dune (In Konflikt stehende Kopie von Anna 2026-01-02).jpg', 'dune (Copie en conflit de Anna 2026-01-02).jpg',
    'dune (Copia en conflicto de Anna 2026-01-02).jpg', 'dune (Copia in conflitto di Anna 2026-01-02).jpg', 'dune (Cópia em conflito de Anna 2026-01-02).jpg',
    'dune (Annas modstridende kopi 2026-01-02).jpg', 'dune (Annas konfliktkopi 2026-01-02).jpg', 'dune (kopia konfliktowa Anna 2026-01-02).jpg',
    'dune (конфликтующая копия Anna 2026-01-02).jpg', 'dune (Anna の競合コピー 2026-01-02).jpg', 'dune (Anna 的冲突副本 2026-01-02).jpg',
    'dune (Anna 衝突複本 2026-01-02).jpg', 'dune (Anna의 충돌된 사본 2026-01-02).jpg', 'dune (1).jpg', 'dune(2).jpg', 'dune.Conflict.jpg', 'dune [Conflict].jpg',
    'dune [conflicted].jpg', 'dune_DiskStation_Jan-02-120000-2026_Conflict.jpg', 'dune-DESKTOP-AB12CD3.jpg', 'dune-LAPTOP-9.jpg', 'DUNE (1).JPG', 'dune-ANNA-PC.jpg',
    'dune（冲突副本 2026-01-02）.jpg', 'dune（冲突）.jpg', 'dune（1）.jpg', 'dune (case clash from anna).jpg', 'dune (Case Conflict).jpg', 'Dune (Case Conflict 1).jpg']
OWN = ['Romeo and Juliet (Conflict).jpg', 'World in conflict.jpg', 'pier (2).jpg', 'conflict.jpg', 'dune-HDR.jpg', 'dune-desktop.jpg', 'dune night.jpg', 'dune 2.jpg',
       'dune (night).jpg', 'dune-1920x1080.jpg', 'sea-DESKTOP-AB12CD3.jpg', 'Konflikt.jpg', 'war (conflict 1914).jpg']


def test_a_second_version_is_told_by_its_mark_and_by_the_file_it_is_a_copy_of(tmp_path):
    for name in ['dune.jpg', *SECOND, *OWN]: (tmp_path/name).write_bytes(b'a picture')
    good, bad = picture_files(tmp_path, tmp_path)
    assert {p.name for p in good} == {'dune.jpg', *OWN} and {n for n, _ in bad} == set(SECOND)
    assert all('second version' in why for _, why in bad)


@pytest.mark.parametrize('base, copy', [('caf\u00e9.jpg', 'cafe\u0301 [Conflict].jpg'), ('a (4k).png', 'a (4k) (1).png'), ('x.JPG', 'x.Conflict.jpg')])
def test_a_name_is_the_same_however_a_computer_writes_it(tmp_path, base, copy):
    for name in (base, copy): (tmp_path/name).write_bytes(b'a picture')
    assert [p.name for p in picture_files(tmp_path, tmp_path)[0]] == [base]


@pytest.mark.parametrize('form', ['NFC', 'NFD'])
def test_a_mark_is_the_same_however_a_computer_writes_it(tmp_path, form):
    marked = ['dune (çakışan kopya).jpg', 'dune (Anna의 충돌된 사본).jpg', 'dune (ütközés).jpg', 'dune (σύγκρουση).jpg', 'dune (xung đột).jpg', 'dune (конфлікт).jpg']
    for name in ('dune.jpg', *marked): (tmp_path/unicodedata.normalize(form, name)).write_bytes(b'a picture')
    assert [p.name for p in picture_files(tmp_path, tmp_path)[0]] == ['dune.jpg']
    (tmp_path/'dune.jpg').unlink()
    dated = 'dune (Anna의 충돌된 사본 2026-01-02).jpg'
    (tmp_path/unicodedata.normalize(form, dated)).write_bytes(b'a picture')
    assert dated not in {unicodedata.normalize('NFC', p.name) for p in picture_files(tmp_path, tmp_path)[0]}


def test_without_the_file_beside_it_only_a_dated_mark_is_one(tmp_path):
    for name in SECOND: (tmp_path/name).write_bytes(b'a picture')
    left = {p.name for p in picture_files(tmp_path, tmp_path)[0]}
    assert {'dune (1).jpg', 'dune [Conflict].jpg', 'dune-LAPTOP-9.jpg'} <= left
    assert not [n for n in left if '2026-01-02' in n or '20260102' in n]


NAMES = ['ledger (conflicted copy 2026-01-02).jsonl', 'ledger.sync-conflict-20260102-120000-ABCDEFG.jsonl', 'ledger (1).jsonl', 'ledger-DESKTOP-AB12CD3.jsonl']


@pytest.mark.parametrize('name', NAMES)
def test_a_conflict_copy_of_the_ledger_is_named_and_merged_on_request(tmp_path, name):
    here, there = (Folders(tmp_path/d).make() for d in ('here', 'there'))
    ledger = Ledger(here)
    ledger.say_many([('dune', 'YES', {}), ('rain', 'NO', {})])
    shutil.copy(here.ledger, there.ledger)
    Ledger(there).say_many([('dune', 'NO', {}), ('wave', 'YES', {})])
    ledger.say('fern', 'NO')
    shutil.copy(there.ledger, copy := here.model/name)
    archive, held = Archive(here), copy.read_bytes()
    report = scan(here, archive, ledger)
    assert [f for f, _ in report.problems] == [f'model/{name}'] and 'label --import' in report.problems[0][1]
    assert left_out_lines(left_out(here)) == [f'left out: model/{name}: {report.problems[0][1]}'] == left_out_lines(status(here)['left_out'])
    assert shlex.quote(str(copy)) in report.problems[0][1], 'the command works in any folder'
    assert ledger.labels().to_dict() == dict(dune='YES', rain='NO', fern='NO')
    assert import_csv(here, ledger, copy).said == [('dune', 'NO'), ('wave', 'YES')] and import_csv(here, ledger, copy).said == []
    for again in (ledger, Ledger(here)): assert again.labels().to_dict() == dict(dune='NO', rain='NO', fern='NO', wave='YES')
    assert copy.read_bytes() == held and len(here.ledger.read_text().splitlines()) == 5


def test_a_copy_that_tells_a_row_otherwise_is_refused_whole(tmp_path):
    folders = Folders(tmp_path).make()
    ledger = Ledger(folders)
    ledger.say_many([('dune', 'YES', {})])
    before, copy = folders.ledger.read_bytes(), folders.model/'ledger (1).jsonl'
    copy.write_bytes(before.replace(b'"verb": "YES"', b'"verb": "NO"'))
    with pytest.raises(LabelsError, match='nothing was merged'): ledger.take_in(copy)
    with pytest.raises(LabelsError, match='is no file'): ledger.take_in(folders.model/'nothing.jsonl')
    assert folders.ledger.read_bytes() == before and ledger.labels().to_dict() == dict(dune='YES')


# ---- tables

@pytest.fixture(scope='module')
def made(tmp_path_factory):
    "A tree with three previews to judge, and its parts"
    folders = Folders(tmp_path_factory.mktemp('root')).make()
    archive, ledger = Archive(folders), Ledger(folders)
    for n in range(3): paint(n, (480, 270)).save(folders.storage/f'{n}.png')
    scan(folders, archive, ledger)
    export_csv(folders, archive, ledger, archive.ids())
    return folders, archive, ledger, pd.read_csv(folders.csv).fname.tolist()


TABLES = {
    'sep=,': ('sep=,\nfname,label\n{0},YES\n{1},NO\n', 'utf-8'), 'sep=;': ('sep=;\r\nfname;label\r\n{0};YES\r\n{1};NO\r\n', 'utf-8-sig'),
    'quoted sep': ('"sep=;"\nfname;label\n{0};YES\n{1};NO\n', 'utf-8'), 'SEP=tab': ('SEP=\t\nfname\tlabel\n{0}\tYES\n{1}\tNO\n', 'utf-8'),
    'comments': ('# mine\n\n# of Sunday\nfname,label\n# the best\n{0},YES\n#\n{1},NO\n', 'utf-8'), 'blank lines': ('\n\n ;;\nfname;label\n\n{0};YES\n;\n{1};NO', 'utf-8'),
    'no mark, little': ('fname,label\n{0},YES\n{1},NO\n', 'utf-16-le'), 'no mark, big': ('fname,label\n{0},YES\n{1},NO\n', 'utf-16-be'),
    'a mark': ('fname\tlabel\n{0}\tYES\n{1}\tNO\n', 'utf-16'),
    'no width': ('\u200bfname\u200b,\ufefflabel\u2060\n{0}\u200b,\u200bYES\u200b\n\u200e{1},N\u00adO\u202c\n', 'utf-8'), 'old Mac': ('fname,label\r{0},YES\r{1},NO\r', 'utf-8')}


@pytest.mark.parametrize('kind', TABLES)
def test_a_table_is_read_as_it_is_meant(kind, made, tmp_path):
    folders, archive, ledger, names = made
    text, encoding = TABLES[kind]
    (tmp_path/'t.csv').write_bytes(text.format(*names).encode(encoding))
    report = import_csv(folders, ledger, tmp_path/'t.csv', archive)
    assert len(report.said) + report.same == 2 and not report.bad and not report.notes and not report.relabelled
    assert sorted(ledger.table().label.dropna()) == ['NO', 'YES']


def test_a_line_is_still_named_by_its_number(made, tmp_path):
    folders, archive, ledger, names = made
    (tmp_path/'t.csv').write_text(f'sep=;\n\nfname;label\n{names[0]};YES\n{names[1]};perhaps\n')
    assert [line for line, _ in import_csv(folders, ledger, tmp_path/'t.csv', archive).bad] == [5]


@pytest.mark.parametrize('suffix, engine', [('xlsx', 'openpyxl'), ('ods', 'odf')])
def test_a_spreadsheets_own_file_is_read_or_its_package_named(suffix, engine, made, tmp_path, monkeypatch):
    pytest.importorskip(engine, reason='the extra `tables` is not installed')
    folders, archive, ledger, names = made
    table = tmp_path/f't.{suffix}'
    pd.DataFrame(dict(fname=[*names[:2], names[2]], label=['YES', 'NO', None], note=[1, 2, 3])).to_excel(table, index=False, engine=engine)
    report = import_csv(folders, ledger, table, archive)
    assert len(report.said) + report.same == 2 and report.blank == 1 and not report.bad
    table.write_bytes(table.read_bytes()[:300])
    with pytest.raises(LabelsError, match=f't.{suffix}.*(cannot be read|no picture|must name)'): import_csv(folders, ledger, table, archive)


def sheet(path, cells):
    "An .xlsx with these cells"
    openpyxl = pytest.importorskip('openpyxl', reason='the extra `tables` is not installed')
    book = openpyxl.Workbook()
    for name, value in dict(A1='fname', B1='label', **cells).items(): book.active[name] = value
    book.save(path)
    return path


def rezipped(path, change):
    "The file again, each of its members as `change(name, bytes)` gives it"
    with zipfile.ZipFile(path) as z: members = [(o, z.read(o)) for o in z.namelist()]
    with zipfile.ZipFile(path, 'w') as z:
        for name, data in members: z.writestr(name, change(name, data))


def rows(path): return list(read_table(path, Import()))


def test_a_sheet_is_read_as_it_is_filled_in(tmp_path):
    cells = dict(A2='a.jpg', B2=True, A3='b.jpg', B3=0, A4='c.jpg', B4=1.0, A5='two\nlines.jpg', B5='YES', A6='d.jpg', F6='a note', A9='e.jpg', B9='NO')
    want = [('a.jpg', 'True'), ('b.jpg', '0'), ('c.jpg', '1'), ('two\nlines.jpg', 'YES'), ('d.jpg', ''), ('e.jpg', 'NO')]
    assert [r[1:] for r in rows(sheet(tmp_path/'t.table', cells))] == want


def test_a_cell_far_from_the_table_is_not_laid_out(tmp_path, monkeypatch):
    assert rows(sheet(tmp_path/'low.xlsx', dict(A50000='z.jpg', B50000='NO'))) == [(50_000, 'z.jpg', 'NO')]
    for cells in (dict(XFD5='x', B1048576='y'), dict(XFD5='x')):
        with pytest.raises(LabelsError, match='far.xlsx.* or 100 columns: delete what stands far'): rows(sheet(tmp_path/'far.xlsx', cells))
    monkeypatch.setattr('wallpicker.labels.spreadsheet._ROWS', 1000)
    long = sheet(tmp_path/'long.xlsx', dict(B1048576='x'))
    rezipped(long, lambda name, data: data.replace(b'1048576', b'999999999'))
    with pytest.raises(LabelsError, match='long.xlsx.*delete what stands far'): rows(long)


def test_a_sheet_that_unpacks_to_very_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr('wallpicker.labels.spreadsheet._UNPACKED', 5000)
    with pytest.raises(LabelsError, match='t.xlsx.*unpacks to over 5,000 bytes'): rows(sheet(tmp_path/'t.xlsx', {}))


@pytest.mark.parametrize('what', ['columns', 'rows'])
def test_repetitions_in_an_ods_are_bounded(what, tmp_path):
    pytest.importorskip('odf', reason='the extra `tables` is not installed')
    table, tail = pd.DataFrame(dict(fname=['a  b.jpg', 'c.jpg'], label=['YES', None])), b'<table:table-row%b><table:table-cell%b>%b</table:table-cell></table:table-row></table:table>'
    table.to_excel(tmp_path/'t.ods', index=False, engine='odf')
    def more(*parts): rezipped(tmp_path/'t.ods', lambda name, data: data.replace(b'</table:table>', tail % parts) if name == 'content.xml' else data)
    more(b' table:number-rows-repeated="1048570"', b' table:number-columns-repeated="16384"', b'')   # as LibreOffice ends each table
    assert rows(tmp_path/'t.ods') == [(2, 'a  b.jpg', 'YES'), (3, 'c.jpg', '')]
    times = f' table:number-{what}-repeated="99999999"'.encode()
    more(times*(what == 'rows'), b' office:value-type="string"' + times*(what == 'columns'), b'<text:p>x</text:p>')
    with pytest.raises(LabelsError, match='t.ods.*delete what stands far'): rows(tmp_path/'t.ods')


def locked(data):
    "A zip file whose members want a password"
    data = bytearray(data)
    for mark, at in ((b'PK\3\4', 6), (b'PK\1\2', 8)):
        for m in re.finditer(re.escape(mark), bytes(data)): data[m.start() + at] |= 1
    return bytes(data)


@pytest.mark.parametrize('suffix, engine, part', [('xlsx', 'openpyxl', 'xl/worksheets/sheet1.xml'), ('ods', 'odf', 'content.xml'), ('ods', 'odf', 'META-INF/manifest.xml')])
@pytest.mark.parametrize('how', ['cut', 'damaged', 'locked', 'encoded'])
def test_a_broken_sheet_is_refused_in_one_line_and_none_of_it_is_taken(suffix, engine, part, how, tmp_path, capfd):
    pytest.importorskip(engine, reason='the extra `tables` is not installed')
    path = tmp_path/f't.{suffix}'
    pd.DataFrame(dict(fname=[f'{n}.jpg' for n in range(50)], label='YES')).to_excel(path, index=False, engine=engine)
    if how in ('cut', 'encoded'): rezipped(path, lambda name, data: (data[:len(data)//2] if how == 'cut' else b'<?xml version="1.0" encoding="no"?><x/>') if name == part else data)
    if how == 'locked': path.write_bytes(locked(path.read_bytes()))
    if how == 'damaged':
        with zipfile.ZipFile(path) as z: start = z.getinfo(part).header_offset + 30 + len(part)
        data = path.read_bytes()
        path.write_bytes(data[:start] + b'y'*40 + data[start + 40:])
    with pytest.raises(LabelsError, match=f't.{suffix}: cannot be read as .{suffix} .*save it as CSV') as e: rows(path)
    assert len(str(e.value).splitlines()) == 1 and capfd.readouterr().out == ''


def test_what_is_no_file_is_no_table(made, tmp_path):
    folders, archive, ledger, _ = made
    os.mkfifo(tmp_path/'pipe.csv')
    os.symlink('/dev/zero', tmp_path/'zeros.csv')
    for path in (tmp_path/'pipe.csv', tmp_path/'zeros.csv', tmp_path):
        with pytest.raises(LabelsError, match=f'{path.name} is no file'): import_csv(folders, ledger, path, archive)


def test_an_export_over_a_pipe_is_refused(tmp_path):
    folders = Folders(tmp_path).make()
    os.mkfifo(folders.csv)
    with pytest.raises(LabelsError, match='downloaded.csv is no file'): export_csv(folders, Archive(folders), Ledger(folders), [])


@pytest.mark.parametrize('line', ['x'*(2 << 20), '"' + 'x'*(2 << 20)])
def test_a_line_without_an_end_is_no_table(line, tmp_path):
    for text in (line, f'fname,label\na.jpg,"YES\n{line}'):
        (tmp_path/'t.csv').write_text(text)
        with pytest.raises(LabelsError, match='t.csv: has a line of over 1,048,576 characters'): rows(tmp_path/'t.csv')


@pytest.mark.parametrize('head', ['fname,label,label', 'fname;Label;note;LABEL', 'fname,fname,label'])
def test_of_two_columns_of_one_name_none_is_guessed(head, tmp_path):
    (tmp_path/'t.csv').write_text(f'{head}\na.jpg,,NO\n')
    with pytest.raises(LabelsError, match='t.csv: the columns fname and label must be there once'): rows(tmp_path/'t.csv')


def test_without_the_package_a_sheet_is_named_with_what_to_install(made, tmp_path, monkeypatch):
    folders, archive, ledger, _ = made
    monkeypatch.setattr('wallpicker.folders.find_spec', lambda name, real=__import__('importlib.util').util.find_spec: None if name in ('openpyxl', 'odf') else real(name))
    for name, head in (('t.xlsx', b'PK\3\4' + bytes(60)), ('t.ods', b'PK\3\4' + bytes(26) + b'mimetypeapplication/vnd.oasis.opendocument.spreadsheet')):
        (tmp_path/name).write_bytes(head)
        with pytest.raises(LabelsError, match=f'{name}.* needs .*not installed here. Or save it as CSV. To install: .*openpyxl'):
            import_csv(folders, ledger, tmp_path/name, archive)


def test_a_picture_is_found_by_its_path_where_desktop_is_a_link(tmp_path):
    folders = Folders(tmp_path/'root').make()
    folders.desktop.rmdir()
    (tmp_path/'elsewhere').mkdir()
    os.symlink(tmp_path/'elsewhere', folders.desktop)
    paint(1, (480, 270)).save(folders.desktop/'mine.png')
    paint(2, (480, 270)).save(tmp_path/'outside.png')
    archive, ledger = Archive(folders), Ledger(folders)
    assert len(scan(folders, archive, ledger).yes) == 1
    (tmp_path/'t.csv').write_text('fname,label\nDesktop/mine.png,NO\nDesktop/mine.png,NO\nDesktop/../../outside.png,YES\n../outside.png,YES\n')
    report = import_csv(folders, ledger, tmp_path/'t.csv', archive)
    assert [v for _, v in report.said] == ['NO'] and [line for line, _ in report.bad] == [4, 5]
