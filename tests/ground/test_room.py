"How much room the database takes, inside and beside its file"
import sqlite3

from wallpicker.database import LOG_LIMIT, PAGE, Database


def log_of(db): return db.path.with_name(db.path.name + '-wal').stat().st_size


def test_the_log_is_cut_after_a_large_transaction(tmp_path):
    db = Database(tmp_path/'a.db')
    db.execute('create table heavy (data blob)')
    with db.transaction():
        for _ in range(4): db.execute('insert into heavy values (randomblob(10000000))')
    assert log_of(db) > 2*LOG_LIMIT   # the transaction had to lie somewhere
    for _ in range(2): db.execute('insert into heavy values (1)')   # the log begins anew
    assert log_of(db) <= LOG_LIMIT


def test_room_that_was_freed_is_told_and_used_again(tmp_path):
    db = Database(tmp_path/'a.db')
    db.execute('create table heavy (data blob)')
    assert db.spare == 0
    db.execute('insert into heavy values (zeroblob(3000000))')
    size = db.one('pragma page_count')
    db.execute('delete from heavy')
    assert 3_000_000 <= db.spare < 3_100_000
    db.execute('insert into heavy values (zeroblob(2900000))')
    assert db.spare < 200_000 and db.one('pragma page_count') == size


def test_a_new_file_has_small_pages_and_an_old_one_keeps_its_own(tmp_path):
    with sqlite3.connect(tmp_path/'old.db') as con: con.execute('create table ledger (b)')
    con.close()
    old, new = Database(tmp_path/'old.db'), Database(tmp_path/'new.db')
    for db in (old, new): db.execute('create table heavy (data blob)')
    assert old.one('pragma page_size')['page_size'] == 4096 and new.one('pragma page_size')['page_size'] == PAGE
    assert new.one('pragma journal_mode')['journal_mode'] == 'wal' == old.one('pragma journal_mode')['journal_mode']
