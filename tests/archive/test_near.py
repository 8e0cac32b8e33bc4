"Near-duplicates among many: the sifted search finds what the full comparison finds"
import numpy as np
import pytest
from PIL import ImageEnhance

from wallpicker.archive.likeness import (
    DETAIL, LOOSE, TILE, Groups, _decided, _in_bytes, _near_pairs, _roughly, _tint_tests, correlations, grouped, likeness, pairs)
from wallpicker.archive.details import field_sums, same_tint, tints
from wallpicker.archive.fingerprints import Print, bits_apart, fingerprint
from wallpicker.archive.preview import prepare
from wallpicker.gallery.paint import paint


def plain_pairs(hashes):
    i, j = np.nonzero(bits_apart(hashes[:, None], hashes[None]) <= LOOSE)
    return set(zip(i[i < j].tolist(), j[i < j].tolist()))


def planted(n, rng):
    "Random hashes, a tenth of them copies of others with up to 24 bits turned"
    hashes = rng.integers(0, 2**63, n, dtype=np.uint64)
    for k in rng.permutation(n)[:n//10]:
        turned = rng.choice(64, rng.integers(0, 25), replace=False).astype(np.uint64)
        hashes[k] = hashes[rng.integers(n)] ^ np.bitwise_or.reduce(np.uint64(1) << turned, initial=np.uint64(0))
    return hashes


def test_planted_neighbours_are_found_wherever_they_stand():
    hashes = planted(TILE[1] + 700, np.random.default_rng(1))   # a full block of columns and a part of one
    found = [(i, j) for a, b in _near_pairs(hashes) for i, j in zip(a.tolist(), b.tolist())]
    assert len(found) == len(set(found)) and set(found) == plain_pairs(hashes)


@pytest.mark.parametrize('n', [0, 1, 2, TILE[0], TILE[0] + 1])
def test_any_number_of_hashes_will_do(n):
    hashes = planted(n, np.random.default_rng(n)) if n > 9 else np.zeros(n, np.uint64)
    assert {(i, j) for a, b in _near_pairs(hashes) for i, j in zip(a.tolist(), b.tolist())} == plain_pairs(hashes)


def test_newcomers_meet_all_others():
    hashes = planted(TILE[1] + 100, np.random.default_rng(2))
    wanted = [3, TILE[1] + 5, 7, TILE[1] - 1]
    found = {(i, j) for a, b in _near_pairs(hashes[wanted], hashes) for i, j in zip(np.array(wanted)[a].tolist(), b.tolist()) if i != j}
    every = plain_pairs(hashes)
    assert found == {(a, b) for i, j in every for a, b in ((i, j), (j, i)) if a in wanted}


@pytest.fixture(scope='module')
def painted():
    "Fingerprints of paintings and, in between, of versions of theirs"
    versions = (lambda im: im, lambda im: im.resize((288, 162)), lambda im: ImageEnhance.Brightness(im).enhance(.6),
                lambda im: im.crop((12, 7, 420, 236)), lambda im: im.crop((20, 12, 432, 243)), lambda im: im.convert('L').convert('RGB'))
    made = [prepare(paint(seed, size=(432, 243))) for seed in range(120)]
    again = [fingerprint(prepare(version(made[k]))) for k in range(0, 60, 3) for version in versions]
    prints = [*map(fingerprint, made), *again]
    return [prints[k] for k in np.random.default_rng(3).permutation(len(prints))]


def test_paintings_and_their_versions_pair_as_in_full(painted):
    full = likeness(painted)
    expected = {*zip(full.i[full.same].tolist(), full.j[full.same].tolist())}
    assert len(expected) > 100 and {*pairs(painted)} == expected and len(pairs(painted)) == len(expected)


def test_groups_are_those_of_the_full_comparison(painted):
    full, groups = likeness(painted), Groups(len(painted))
    groups.join(full.i[full.same], full.j[full.same])
    assert grouped(painted).tolist() == groups.first.tolist() and len(set(groups.first.tolist())) < len(painted)


def test_blocks_that_wait_in_a_file_group_as_in_full(painted, monkeypatch):
    expected, all_pairs = grouped(painted).tolist(), sorted(pairs(painted))
    for held in (240, 100, 64, 7):   # one block, some, some and a rest, many
        monkeypatch.setattr('wallpicker.archive.likeness.HELD', held)
        assert grouped(painted).tolist() == expected and sorted(pairs(painted)) == all_pairs


def test_colour_sums_are_exact(painted):
    mean = np.stack([np.frombuffer(p.mean, np.uint8) for p in painted] + [np.full(432, 255, np.uint8)])
    fields = mean.reshape(-1, 3, 3, 4, 4, 3).sum((2, 4), dtype=int)   # rows of fields, columns of fields, colours
    assert (field_sums(mean) == fields.reshape(-1, 36)).all()


def test_many_versions_of_few_pictures_group_as_in_full():
    rng = np.random.default_rng(4)   # dense groups: most pairs are of one group already
    base = [fingerprint(prepare(paint(seed, size=(432, 243)))) for seed in (1002, 1005, 1007)]
    def varied(p):
        small = (np.frombuffer(p.small, np.uint8) + rng.normal(0, rng.uniform(0, 12), 576)).clip(0, 255).astype(np.uint8)
        turned = np.uint64(int(p.phash, 16)) ^ np.bitwise_or.reduce(np.uint64(1) << rng.choice(64, 6, replace=False).astype(np.uint64))
        return Print(f'{int(turned):016x}', small.tobytes(), p.mean)
    prints = [varied(base[k]) for k in rng.integers(0, 3, 900)]
    full, groups = likeness(prints), Groups(900)
    groups.join(full.i[full.same], full.j[full.same])
    assert full.same.sum() > 30_000 and grouped(prints).tolist() == groups.first.tolist()


def test_cheap_questions_let_every_near_duplicate_through(painted):
    small, mean = (np.stack([np.frombuffer(p[k], np.uint8) for p in painted]) for k in (1, 2))
    i, j = np.triu_indices(len(painted), 1)
    tint = tints(mean)
    may, does = _tint_tests(tint)
    assert may(i, j)[same_tint(tint[i], tint[j])].all() and not may(i, j).all()
    assert (does(i, j) == same_tint(tint[i], tint[j])).all()
    rows, full = _in_bytes(small), correlations(small, small, i, j)
    detail, off = _roughly(rows, rows, i, j)
    assert (np.abs(detail - full) <= off).all() and off.max() < .1
    found = np.transpose(_decided(i, j, detail, off, lambda used: small[used]))
    assert found.tolist() == np.transpose([i, j])[full >= DETAIL].tolist()


def test_bytes_bound_the_details_of_odd_pictures_too():
    rng = np.random.default_rng(6)
    spots = np.full((20, 576), 90, np.uint8)   # a point or two, the rest plain: bytes are coarsest there
    for k in range(20): spots[k, rng.integers(576, size=1 + k//10)] = rng.integers(256)
    small = np.vstack([spots, rng.integers(0, 256, (20, 576), np.uint8), np.zeros((2, 576), np.uint8)])
    i, j = np.triu_indices(len(small), 1)
    rows, full = _in_bytes(small), correlations(small, small, i, j)
    detail, off = _roughly(rows, rows, i, j)
    assert (np.abs(detail - full) <= off).all()
    found = np.transpose(_decided(i, j, detail, off, lambda used: small[used]))
    assert found.tolist() == np.transpose([i, j])[full >= DETAIL].tolist()


def test_groups_are_those_of_a_plain_search():
    rng = np.random.default_rng(5)
    for n, m in ((1, 0), (50, 30), (400, 380), (400, 2000)):
        i, j, groups, plain = *rng.integers(0, n, (2, m)), Groups(n), [{k} for k in range(n)]
        for a, b in zip(i, j):
            if plain[a] is not plain[b]:
                plain[a] |= plain[b]
                for k in plain[b]: plain[k] = plain[a]
        for s in range(0, m, 150): groups.join(i[s:s + 150], j[s:s + 150])
        assert groups.first.tolist() == [min(o) for o in plain]
