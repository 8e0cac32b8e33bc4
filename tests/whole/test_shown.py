"Words from outside in whatever a notebook shows: they are text there, and nothing else"
import ast, json, re
from html.parser import HTMLParser
from pathlib import Path
import mistune, numpy as np, pandas as pd, pytest
import ipywidgets as W
from markdown_it import MarkdownIt
from PIL import Image
import wallpicker
import wallpicker.site.wallpapers
from notebook import Notebook, actions, click, ids, jpeg
from wallpicker.taste.evaluation import Report
from wallpicker.folders import as_code, only_text
from wallpicker.labels.spreadsheet import Import
from wallpicker.labels.scan import Scan
from wallpicker.labels.rows import LabelsError
from wallpicker.picks.naming import Namer
from wallpicker.picks.outcome import Pick, Picked, Tally
from wallpicker.picks.why import Why
from wallpicker.job.timers import Text
from wallpicker.site.wallpapers import COLUMNS, Wallpapers
from wallpicker.labels.grid import Grid
from wallpicker.labels.labeller import Labeller

HOSTILE = ['<img src=x onerror="window.pwned=1">', '"><script>alert(1)</script>', "' onmouseover='alert(1)", '</code></pre></td></table><svg onload=alert(1)>',
    '`<b>code</b>`', '`` `<i>x</i>`', '``` \n<b>fence</b>\n```', '````\n<b>x</b>', '[click](javascript:alert(1))', '![x](https://evil.example/x.png)', '[a]: javascript:alert(1)',
    '[x][a]', '<https://evil.example>', '<javascript:alert(1)>', 'https://evil.example/x', 'www.evil.example', 'WWW.EVIL.EXAMPLE', 'me@evil.example', '*a* **b** _c_ __d__ ~~e~~',
    'a | b | <b>c</b>', '# heading', '- item', '+ item', '1. item', '12) item', '> quote', '1234) item', '    four spaces', '~~~\n<b>x</b>', '---', '===', 'a\n\n<b>new paragraph</b>',
    'a\r\n- <b>x</b>', 'a\u2028<b>b</b>', 'a<br>b', '<!-- x -->', '<?php x ?>', '<![CDATA[x]]>', '&lt;b&gt; &amp; &#60;i&#62;', '\\', '\\<b>x</b>', '\\`<b>x</b>\\`', '$x^2$',
    r'$\href{javascript:alert(1)}{x}$', r'\(x\)', r'\begin{equation}x\end{equation}', '$$x$$', '@@0@@', 'trailing\\', 'a`', '`a', '*', '_', '__init__', 'file_type', '', ' ', '\x1b[31mred',
    '\u202egpj.exe', '\ud800', 'a\tb', 'x\x00y']

class Elements(HTMLParser):
    "The elements of a piece of HTML with their attributes, and its text"
    def __init__(self, html):
        super().__init__()
        self.found, self.text = [], ''
        self.feed(html)
        self.close()
    def handle_starttag(self, tag, attrs): self.found += [(tag, *sorted(attrs))]
    def handle_comment(self, data): self.found += [('comment', data)]
    def handle_decl(self, data): self.found += [('declaration', data)]
    def handle_pi(self, data): self.found += [('instruction', data)]
    def handle_data(self, data): self.text += data

def elements(html): return [o for o in Elements(html).found if o != ('span',)]   # a bare span is how a dollar is written
def words(html): return ' '.join(Elements(html).text.split())

RENDERERS = dict(
    mistune=mistune.create_markdown(escape=False, plugins=['table', 'strikethrough', 'url', 'math', 'footnotes']),
    commonmark=MarkdownIt('commonmark', dict(html=True)).enable(['table', 'strikethrough']).render)

def why(**more): return Why(**{**dict(id='abc123', probability=.7, file='', liked=[], disliked=[], tags=[], rules=None, said=[]), **more})
def report(method, figure):
    row = {'AUC': (.8, .7, .9), figure: (.1, .1, .1)}
    return Report({'taste': row, method: row}, 9, 4, np.zeros(9), np.zeros(9), np.ones(9, bool), np.ones(9, bool))

MARKDOWN = {   # a report with a text from outside in it; what it shows that text in
    'why: id': lambda t: why(id=t), 'why: file': lambda t: why(file=t or 'none'), 'why: tags': lambda t: why(tags=['sea', t, 'sky']), 'why: rules': lambda t: why(rules=t or 'none'),
    'why: likeness': lambda t: why(liked=[t, 'b'], disliked=[t]), 'why: ledger': lambda t: why(said=[f'{t} ({t})']),
    'scan: moved': lambda t: Scan(relabelled=[(t, t, 'NO', t)]), 'scan: both': lambda t: Scan(both=[t]), 'scan: edited': lambda t: Scan(edited=[(t, t, t)]),
    'scan: file': lambda t: Scan(problems=[(t, 'empty')]), 'scan: reason': lambda t: Scan(problems=[('a.jpg', f'cannot be read: {t}')]), 'scan: bare reason': lambda t: Scan(problems=[('a.jpg', t)]),
    'table: changed': lambda t: Import(changed=[(2, t, 'YES', 'NO')]), 'table: relabelled': lambda t: Import(relabelled=[(t, t, 'NO')]),
    'table: line': lambda t: Import(bad=[(2, f'{t!r} is no answer')]), 'table: bare line': lambda t: Import(bad=[(2, t)]), 'table: note': lambda t: Import(notes=[t]),
    'evaluation: method': lambda t: report(t, 'recall'), 'evaluation: figure': lambda t: report('prior', t or 'recall')}

def wallpapers(**more):
    row = {**dict.fromkeys(COLUMNS, ''), **dict(id='abc123', resolution='1920x1080', favorites=1, views=2, purity='sfw'), **more}
    return Wallpapers.of([row])

def picked(**more):
    class Shelf:
        def __getitem__(self, id): return Image.new('RGB', (16, 9))
    own = {k: more.pop(k) for k in ('file', 'near', 'tags') if k in more}
    return Picked([Pick('abc123', .7, **own)], Shelf(), Tally(candidates=2, unseen=2), **more)

HTML = {
    **{f'search: {c}': lambda t, c=c: wallpapers(**{c: t}) for c in ('id', 'resolution', 'file_type', 'category', 'purity', 'url', 'source', 'path', 'thumb_small')},
    'search: column': lambda t: Wallpapers.of([]).reindex(columns=['thumb_small', t or 'x']).pipe(lambda d: pd.concat([d, Wallpapers([['', 'x']], columns=d.columns)])),
    'pick: file': lambda t: picked(file=t), 'pick: tags': lambda t: picked(tags=[t, 'sea']), 'pick: likeness': lambda t: picked(near=[t]), 'pick: trouble': lambda t: picked(trouble=[t]),
    'pick: doubt': lambda t: picked(doubt=t and 'x' + t), 'pick: query': lambda t: picked(asked=[dict(sure=1, query=t), dict(sure=0, query=t)])}

def broken(t, kind=LabelsError):
    def fail(*_, **__): raise kind(t)
    return fail

def labeller(t, keys='', **more): return actions(Labeller(Notebook(), ['p0', 'p1'], more.pop('preview', jpeg), **more), keys)

def unsaid(make, t, *names):
    "A widget over a ledger that cannot be written, because of `t`"
    book = Notebook()
    for name in names: setattr(book, name, broken(t))
    return make(book)

def late(t):
    "A labeller whose queue could not be made anew"
    lab = labeller(t, 'y', refill=lambda answered: ['p1'] if not answered else broken(t, ValueError)())
    lab.session.catch_up(wait=True)
    lab.show()
    return lab

def named(t):
    namer = Namer(Notebook(), ids(2), jpeg)
    for text in (f'x{t}x', t): click(namer, 'enter', text=text)
    return namer

CARDS = {   # a widget with a text from outside on its card
    'labeller: id': lambda t: Labeller(Notebook(), [t or 'p'], broken('gone')), 'labeller: preview': lambda t: labeller(t, preview=broken(t, OSError)),
    'labeller: name': lambda t: labeller(t, 'y', describe=lambda id: t),
    'labeller: key': lambda t: labeller(t, [t]), 'labeller: ledger': lambda t: unsaid(lambda book: actions(Labeller(book, ids(2), jpeg), 'y'), t, 'say'),
    'labeller: undo': lambda t: unsaid(lambda book: actions(Labeller(book, ids(2), jpeg), 'yu'), t, 'take_back'),
    'labeller: order': late, 'labeller: no model': lambda t: labeller(t, 'y', think=broken(t, ValueError)),
    'grid: id': lambda t: Grid(Notebook(), [t or 'p'], broken('gone')), 'grid: preview': lambda t: Grid(Notebook(), ids(2), broken(t, KeyError)),
    'grid: filter': lambda t: Grid(Notebook(), ids(2), jpeg, filters={t or 'x': lambda id: t}), 'grid: proposal': lambda t: Grid(Notebook(), ids(2), jpeg, propose=lambda id: t or 'x'),
    'grid: label': lambda t: Grid(Notebook(dict(p0=t)), ids(2), jpeg), 'grid: name': lambda t: Grid(Notebook(), ids(2), jpeg, describe=lambda id: t),
    'grid: ledger': lambda t: unsaid(lambda book: actions(Grid(book, ids(2), jpeg), ['Enter']), t, 'say_many'),
    'namer: id': lambda t: Namer(Notebook(), [t or 'p'], broken('gone')), 'namer: preview': lambda t: Namer(Notebook(), ids(2), broken(t, OSError)),
    'namer: key': lambda t: actions(Namer(Notebook(), ids(2), jpeg), [t]), 'namer: word': named}

def tree(w):
    yield w
    for child in getattr(w, 'children', ()): yield from tree(child)

@pytest.mark.parametrize('renderer', RENDERERS)
@pytest.mark.parametrize('what', MARKDOWN)
def test_text_from_outside_is_text_in_markdown(what, renderer):
    "The same elements as with a plain word, and the words to be read"
    render, plain = RENDERERS[renderer], elements(RENDERERS[renderer](MARKDOWN[what]('word')._repr_markdown_()))
    for text in filter(str.strip, HOSTILE):
        html = render(MARKDOWN[what](text)._repr_markdown_())
        assert elements(html) == plain, (text, html)
        shown = repr(text) if what == 'table: line' else text
        assert words(only_text(shown)) in words(html) or shown != shown.strip(), (text, html)

def test_text_that_is_nothing():
    "A name may be empty or a space"
    for what, make in MARKDOWN.items():
        for text in (o for o in HOSTILE if not o.strip()):
            for render in RENDERERS.values():
                assert {o[0] for o in elements(render(make(text)._repr_markdown_()))} <= {*'p h2 ul li code strong table thead tbody tr th td'.split()}, what

@pytest.mark.parametrize('thumbs', [True, False])
@pytest.mark.parametrize('what', HTML)
def test_text_from_outside_is_text_in_html(what, thumbs, monkeypatch):
    monkeypatch.setattr(wallpicker.site.wallpapers, 'thumbnail', lambda url: 'data:image/jpeg;base64,AA' if thumbs else broken(url, OSError)())
    plain = elements(HTML[what]('word')._repr_html_())
    for text in HOSTILE:
        html = HTML[what](text)._repr_html_()
        assert elements(html) == plain, (text, html)

@pytest.mark.parametrize('what', CARDS)
def test_text_from_outside_is_sent_as_text(what):
    "No widget takes text for HTML, the card can be sent, and whatever is on it is drawn as text (below)"
    for text in HOSTILE:
        widget = CARDS[what](text)
        json.dumps(widget.face.card, ensure_ascii=False).encode()
        for w in tree(widget.view): assert not isinstance(w, (W.HTML, W.HTMLMath)) and not getattr(w, 'description_allow_html', False)

def test_the_face_writes_no_html():
    "Elements are made one by one, and their text is text; what a browser makes of it stands in tests/browser"
    script = Path(wallpicker.__file__).with_name('labels').joinpath('face.js').read_text()
    assert 'h(' in script and not re.search(r'innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|eval\(|new Function|setHTML', script)

@pytest.mark.parametrize('text', HOSTILE)
def test_a_block_of_text_holds_what_it_is_given(text):
    "Lines for a crontab, with any folder in them"
    for render in RENDERERS.values():
        html = render(Text(f'a {text}\n{text}')._repr_markdown_())
        assert elements(html) == [('pre',), ('code', ('class', 'language-text'))]

def test_formulas_do_not_begin():
    "JupyterLab looks for dollars and backslashes in the text of each element, also when they were written as numbers"
    for text in (o for o in HOSTILE if '$' in o or '\\' in o):
        for part in re.split('<[^>]+>', only_text(text)): assert not re.search(r'&#(36|92);', part) or re.fullmatch(r'&#(36|92);', part)

LINKS = ['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'https://evil.example/phish', 'http://[', '" onmouseover="alert(1)', 'http://wallhaven.cc/w/abc123',
    'https://wallhaven.cc@evil.example/', 'https://wallhaven.cc.evil.example/', '//wallhaven.cc/w/abc123', 'https://wallhaven.cc\\@evil.example/', 'https://evil.example\\@wallhaven.cc/',
    'file:///etc/passwd', 'http://127.0.0.1:8888/lab', 'https://wallhaven.cc:99999/', 'vbscript:x', ' javascript:alert(1)', 'java\nscript:alert(1)', None, float('nan'), 7]

@pytest.mark.parametrize('url', LINKS)
def test_an_id_leads_to_a_page_of_the_site_or_nowhere(url, monkeypatch):
    monkeypatch.setattr(wallpicker.site.wallpapers, 'thumbnail', lambda url: 'data:image/jpeg;base64,AA')
    assert not [o for o in elements(wallpapers(url=url)._repr_html_()) if o[0] == 'a'], url
    good = 'https://wallhaven.cc/w/abc123?a=1&b="2"'
    assert [o for o in elements(wallpapers(url=good)._repr_html_()) if o[0] == 'a'] == [('a', ('href', good))]

def test_plain_words_stay_readable():
    for text in ('file_type', 'precision@10', 'tag:car', '4 of 5 (80 %)', 'a-b', "it's", 'größer', '海', 'sha-0123', '0.5, 1.5'): assert only_text(text) == text
    assert as_code('Desktop/a.jpg') == '`Desktop/a.jpg`' and as_code(r'a\b$c') == r'`a\b$c`'

def test_whatever_shows_itself_is_looked_at_here():
    "A new report or widget needs a row above"
    shows = ('_repr_markdown_', '_repr_html_', '_repr_mimebundle_', '_repr_svg_', '_repr_latex_', '_repr_javascript_', '_ipython_display_')
    found = set()
    for module in Path(wallpicker.__file__).parent.rglob('*.py'):
        source = module.read_text()
        assert not re.search(r'\b(Markdown|HTML|Javascript|SVG|Latex)\(', source) or module.name == '_modidx.py', module.name
        parsed = ast.parse(source)
        for o in ast.walk(parsed):
            if isinstance(o, ast.ClassDef): found |= {o.name for f in o.body if getattr(f, 'name', '') in shows}
        found |= {o.args.args[0].annotation.id for o in parsed.body if isinstance(o, ast.FunctionDef) and o.name in shows}
    assert found == {'Why', 'Scan', 'Import', 'Report', 'Text', 'Wallpapers', 'Picked', 'Card', 'Archive'}   # an archive shows figures and pictures
