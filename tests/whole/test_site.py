"What makes the site: pages as readers want them, a reference with every public name, links that lead somewhere"
import json

import pytest

from tools import site, stubs

BOOK = stubs.Book()
NAMES = site.reference_names(BOOK)
FILES = site.page_files()


def md(text): return dict(cell_type='markdown', metadata={}, source=text)


def code(text, *outputs): return dict(cell_type='code', metadata={}, source=text, outputs=list(outputs), execution_count=None)


@pytest.fixture
def page(tmp_path, monkeypatch):
    "Writes a page of these cells and shows it as the site does"
    monkeypatch.setattr(site, 'ROOT', tmp_path)
    def write(*cells, name='1_site/00_a', home=''):
        file = tmp_path/'nbs'/f'{name}.ipynb'
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(dict(cells=list(cells), metadata={}, nbformat=4, nbformat_minor=5)))
        return [c['source'] for c in site.site_page(file, dict(Query='wallpicker.site.query.Query'), home)['cells']]
    return write


def test_a_page_begins_with_its_title_and_shows_nothing_that_only_nbdev_reads(page):
    shown = page(code('#| default_exp site.a'), md('# A\n\n> line'), code('#| hide\n1'), code('#| export\nx = 1'))
    assert shown == ['# A\n\n{.module}\nModule [`wallpicker.site.a`](../api/wallpicker.site.a.md)\n\n> line', 'x = 1']


def test_a_name_leads_to_the_reference_once_and_nowhere_from_code_or_links(page):
    text = 'A `Query`, a `Query` and [`Query`](a.ipynb)\n\n```\n`Query`\n```\n\n## `Query`'
    assert page(md('# A'), md(text))[1] == text.replace('`Query`', '{py:obj}`Query <wallpicker.site.query.Query>`', 1)


def test_links_out_of_the_pages_stay_inside_the_site_or_go_to_the_repository(page):
    text = '[how](../../CONTRIBUTING.md), [test](../../tests/site/test_a.py), [there](00_a.ipynb#The-End)'
    assert page(md('# A'), md(text))[1] == '[how](../CONTRIBUTING.md), test, [there](00_a.ipynb#the-end)'
    assert '[test](https://github.com/jo/w/blob/main/tests/site/test_a.py)' in page(md('# A'), md(text), home='https://github.com/jo/w')[1]


def test_badges_appear_where_the_repository_is_known(page):
    assert 'colab.research.google.com/github/jo/w/blob/main/nbs/walkthrough.ipynb' in page(md('# A'), name='walkthrough', home='https://github.com/jo/w')[0]
    assert 'olab' not in page(md('# A'), name='walkthrough')[0]


def test_imports_may_stay_closed():
    assert site.only_imports('import a\nfrom b import c') and not site.only_imports('import a\na.b()') and not site.only_imports('%matplotlib inline')


def test_every_page_is_in_the_contents_once_the_walkthrough_first_and_the_reference_last():
    sections = site.contents(FILES)
    listed = [n for _, names in sections for n in names]
    assert sorted(listed) == sorted({*listed}) and listed[0] == 'walkthrough' and sections[-1][1][0] == 'api/index'
    assert {f.relative_to(site.ROOT/'nbs').with_suffix('').as_posix() for f in FILES} - {*listed} == {'index'}


@pytest.mark.parametrize('module', BOOK.modules, ids=lambda m: m.name)
def test_every_public_name_has_its_entry_and_every_docment_its_line(module):
    text = site.module_page(BOOK, module, None, NAMES)
    for name in [*module.classes, *module.functions]:
        if not name.startswith('_'): assert f'}} {name}' in text, name
    for cls in module.classes:
        for f in module.methods(cls):
            if not (f.name.startswith('_') or cls.startswith('_')): assert f'}} {cls}.{f.name}' in text, f.name
    for f in module.functions.values():
        for a, _ in BOOK.arguments(f):
            if module.comments.get(a.lineno) and not f.name.startswith('_'): assert f':param {a.arg}:' in text, f'{f.name}({a.arg})'


def test_a_dead_link_and_a_script_from_elsewhere_are_found(tmp_path):
    (tmp_path/'a.html').write_text('<h1 id="top">A</h1><a href="b.html#here">b</a><a href="#top">t</a><a href="c.html">c</a><a href="https://x.org/">x</a>'
                                   '<script src="https://x.org/a.js"></script><img src="i.png">')
    (tmp_path/'b.html').write_text('<p id="there"></p>')
    assert site.dead_links(tmp_path) == ['a.html fetches https://x.org/a.js', 'a.html links to b.html#here, which has no such place',
                                         'a.html links to c.html', 'a.html links to i.png']


def test_show_doc_knows_every_public_class():
    "Signatures of classes are evaluated when they are shown; pandas has annotations that cannot be"
    from nbdev.showdoc import show_doc

    import wallpicker.all as everything
    from wallpicker.site.wallpapers import Wallpapers
    for v in [Wallpapers, *(getattr(everything, n) for n in everything.__all__)]:
        try: assert show_doc(v) is not None
        except NameError as e: pytest.fail(f'{v.__name__}: {e}')


def test_formulas_are_drawn_and_code_is_left_alone():
    text = 'Of $n/s$ points\n\n$$x^2$$\n\n```sh\necho $HOME $PATH\n```\nand `$HOME` or `$PATH`, 3 $ or 4 $'
    drawn = site.with_formulas(text)
    assert drawn.count('<math') == 2 and 'display="block"' in drawn and '<mi>n</mi>' in drawn
    assert drawn[drawn.index('```'):] == text[text.index('```'):]


def test_imports_that_follow_one_another_become_one_cell():
    def cell(kind, text): return dict(cell_type=kind, source=text, metadata={}, outputs=[])
    cells = [cell('code', '#| export\nimport io\nimport os'), cell('code', 'import re\nimport json'), cell('markdown', 'a'), cell('code', 'import a\nimport b')]
    assert [site.text_of(c) for c in site.joined_imports(cells)] == ['', 'import io\nimport os\n\nimport re\nimport json', 'a', 'import a\nimport b']


def test_docstrings_stand_in_the_reference_as_they_are():
    assert site.plain('a *b* `c*d` <e> {f} [g](h) x_y') == r'a \*b\* `c*d` \<e\> \{f\} \[g\](h) x\_y'


def test_a_wide_table_of_words_says_in_each_cell_which_column_it_is_of():
    rows = "<thead><tr>" + "<th class=\"head\"><p>{}</p></th>"*4 + "</tr></thead><tbody><tr>" + "<td><p>{}</p></td>"*4 + "</tr></tbody>"
    def table(*cells): return f"<table class=\"table\">{rows}</table>".format(*cells)
    words = table('', 'learns from', 'sources', 'lacks', 'a', 'b', 'c'*60, '')
    assert site.labelled(words) == words.replace('"table"', '"table wide"').replace('<td><p>a', '<td data-column=""><p>a').replace(
        '<td><p>b', '<td data-column="learns from"><p>b').replace('<td><p>c', '<td data-column="sources"><p>c').replace('<td><p></p>', '<td data-column="lacks">')
    numbers = table('', 'one', 'two', 'three', 'a', '1', '2', '3')
    assert site.labelled(numbers) == numbers   # columns of numbers are compared downwards
