"""What tests of labelling share: a ledger in memory, ids, and pictures of one colour"""
from io import BytesIO

import pandas as pd
from PIL import Image


class Notebook:
    "A ledger in memory, for tests that make thousands of answers"
    def __init__(self, labels=None): self.rows_, self.labels_ = [], labels or {}

    def say(self, id, verb, **extra):
        self.rows_.append([id, verb, True])
        return len(self.rows_)

    def say_many(self, said): return [self.say(id, verb) for id, verb, _ in said]

    def take_back(self, *seqs):
        for s in seqs:
            assert self.rows_[s-1][2], 'taken back twice'
            self.rows_[s-1][2] = False
        return list(seqs)

    def rows(self):
        rows = [(i, id, verb, 'owner', {}) for i, (id, verb, stands) in enumerate(self.rows_, 1) if stands]
        return pd.DataFrame(rows, columns=['seq', 'id', 'verb', 'who', 'extra'])

    def labels(self): return pd.Series(self.labels_, dtype=object)

    @property
    def standing(self): return [(id, verb) for id, verb, stands in self.rows_ if stands]


def ids(n): return [f'p{i}' for i in range(n)]


def jpeg(id, kind='JPEG'):
    "A small picture of a colour of its own"
    file = BytesIO()
    Image.new('RGB', (16, 9), tuple(id.encode(errors='replace')[-3:].rjust(3, b' '))).save(file, kind)
    return file.getvalue()


def actions(lab, keys):
    "Keys one after the other, a letter each"
    lab.press(*keys)
    return lab


def click(lab, does, id='', **more):
    "What the browser sends for a click; without an id, about the picture on show"
    lab.hear(dict(does=does, id=lab.face.card['id'] if id == '' else id, **more))
