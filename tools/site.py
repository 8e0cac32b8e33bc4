"""The book as a site, without a network and without running a page. Run from anywhere:

    python -m tools.site          build artefacts/site/index.html from the pages as they are kept; exit status 1 for a warning or a dead link

The pages go through five filters into artefacts/site-source and from there through Sphinx: cells that only nbdev reads are left out, the first
heading comes first, a name in backticks leads to its reference, formulas become MathML, and links out of nbs/ stay inside the site. The reference is made from what
tools/stubs.py reads off the modules: every public name with its types and docments. Nothing here lists pages; the folders of nbs/ are the parts.
"""
import ast
import json
import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from urllib.parse import unquote, urlsplit

from latex2mathml.converter import convert

from tools import stubs

ROOT = Path(__file__).resolve().parents[1]
SOURCE, SITE = ROOT/'artefacts'/'site-source', ROOT/'artefacts'/'site'
BESIDE = ['CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md']   # pages of the site that lie beside nbs/
FIRST = ['index', 'walkthrough']
BADGES = re.compile(r'^(walkthrough|5_fastai/.*)$')   # pages that are worth running on a machine of someone else's
FORMULA = re.compile(r'\$\$([\s\S]+?)\$\$|\$(?!\s)([^$`\n]+?)(?<!\s)\$')   # on a line of its own, or in a sentence
NAME = re.compile(r'(?<![`\w\[])`([A-Za-z_]\w{3,}(?:\.\w+)?)(\(\))?`(?![`\]])')


def settings():
    config = ConfigParser(delimiters=['='])
    config.read(ROOT/'settings.ini', encoding='utf-8')
    return config['DEFAULT']


def page_files(): return sorted(p for p in (ROOT/'nbs').rglob('*.ipynb') if not any(part.startswith(('.', '_')) for part in p.relative_to(ROOT).parts))


def text_of(cell): return ''.join(cell['source'])


def module_of(cells):
    "The module that a page exports, or None"
    found = [m[1] for c in cells if (m := re.search(r'^#\|\s*default_exp\s+(\S+)', text_of(c), re.M))]
    return f'wallpicker.{found[0]}' if found else None


def title_of(file): return next(m[1] for c in json.loads(file.read_text(encoding='utf-8'))['cells'] if (m := re.search(r'^# (.+)$', text_of(c), re.M)))


# --- names and where they are explained ---------------------------------------------------------------------------

def reference_names(book):
    "Public names of the package: {short name: full name}, for names that only one module defines; methods as `Class.method`"
    full, twice = {}, set()
    for m in book.modules:
        here = {n: f'{m.name}.{n}' for n in [*m.classes, *m.functions] if not n.startswith('_')}
        here |= {f'{c}.{f.name}': f'{m.name}.{c}.{f.name}' for c in m.classes for f in m.methods(c) if not f.name.startswith('_') and not c.startswith('_')}
        twice |= set(here) & set(full)
        full |= here
    return {k: v for k, v in full.items() if k not in twice}


def with_links(text, names, again=False):
    "Markdown in which the first mention of each public name, or every one, leads to the reference; headings, links and code blocks stay as they are"
    seen, out = set(), []
    for i, part in enumerate(re.split(r'(^```[\s\S]*?^```|^#.*$|\[[^\]]*\]\([^)]*\)|<[^>]+>)', text, flags=re.M)):
        def link(m):
            if not (m[2] or re.search('[A-Z_.]', m[1])): return m[0]   # a plain word such as `report` is not always the function
            if m[1] not in names or m[1] in seen and not again: return m[0]
            seen.add(m[1])
            return f'{{py:obj}}`{m[1]}{m[2] or ""} <{names[m[1]]}>`'
        out.append(part if i % 2 else NAME.sub(link, part))
    return ''.join(out)


def with_formulas(text):
    "Formulas of Markdown as MathML, which browsers draw by themselves: a script for them would come from another site"
    def drawn(m): return convert(m[1] or m[2], display='block' if m[1] else 'inline')
    return ''.join(part if i % 2 else FORMULA.sub(drawn, part) for i, part in enumerate(re.split(r'(^```[\s\S]*?^```)', text, flags=re.M)))


# --- pages --------------------------------------------------------------------------------------------------------

def only_for_nbdev(cell):
    "A cell that says only where to export, or is hidden from readers"
    lines = [o for o in text_of(cell).splitlines() if o.strip()]
    return cell['cell_type'] == 'code' and (all(o.startswith('#|') for o in lines) or any(re.match(r'#\|\s*hide\s*$', o) for o in lines))


def only_imports(text, least=2):
    "A cell of imports, which a reader may open but need not see"
    try: body = ast.parse(text).body
    except SyntaxError: return False   # a magic of IPython
    return len(body) >= least and all(isinstance(n, (ast.Import, ast.ImportFrom)) for n in body)


def without_directives(text): return '\n'.join(o for o in text.splitlines() if not o.startswith('#|')).strip('\n')


def inside(text, depth, home=''):
    "Links as the site has them: to pages beside nbs/ as seen from `depth` folders down, to other files of the repository there or not at all"
    def link(m):
        words, file = m[1], m[2]
        if file in BESIDE: return f'[{words}]({"../"*depth}{file})'
        return f'[{words}]({home}/blob/main/{file})' if home else words
    text = re.sub(r'\[([^\]]*)\]\((?:\.\./)+([\w./-]+\.(?:md|py|toml|ini))\)', link, text) if depth_out(text, depth) else text
    return re.sub(r'(\]\([^)\s]*#)([^)\s]+)\)', lambda m: f'{m[1]}{m[2].lower()})', text)   # Jupyter keeps capitals in the places of headings


def depth_out(text, depth): return '](' + '../'*(depth + 1) in text


def plain_output(output):
    "An output without the parts that a site cannot show: what Jupyter draws as a live widget"
    if 'data' in output: output['data'].pop('application/vnd.jupyter.widget-view+json', None)
    return output


def head_lines(name, module, home):
    "What stands under a page's title: its module's reference, and badges that open it elsewhere"
    up, lines = '../'*name.count('/'), []
    if module: lines.append(f'Module [`{module}`]({up}api/{module}.md)')
    if home and BADGES.match(name):
        place = home.removeprefix('https://github.com/') + f'/blob/main/nbs/{name}.ipynb'
        lines += [f'[Open in Colab](https://colab.research.google.com/github/{place})', f'[Open in Kaggle](https://kaggle.com/kernels/welcome?src={home}/blob/main/nbs/{name}.ipynb)']
    return ' · '.join(lines)


def site_page(file, names, home=''):
    "A page as the site shows it"
    book = json.loads(file.read_text(encoding='utf-8'))
    name = file.relative_to(ROOT/'nbs').with_suffix('').as_posix()
    module, cells = module_of(book['cells']), [c for c in book['cells'] if not only_for_nbdev(c)]
    first = next(i for i, c in enumerate(cells) if c['cell_type'] == 'markdown' and re.search('^# ', text_of(c), re.M))
    cells.insert(0, cells.pop(first))
    for c in joined_imports(cells):
        if c['cell_type'] == 'markdown': c['source'] = with_formulas(with_links(inside(text_of(c), name.count('/'), home), names))
        else:
            if only_imports(text_of(c)): c['metadata'] = {**c['metadata'], 'tags': ['hide-input']}
            c['source'], c['outputs'] = without_directives(text_of(c)), [plain_output(o) for o in c['outputs']]
    if line := head_lines(name, module, home):
        title, rest = re.match(r'(# .*\n?)([\s\S]*)', text_of(cells[0])).groups()
        cells[0]['source'] = f'{title.rstrip()}\n\n{{.module}}\n{line}\n\n{rest.strip()}'
    return {**book, 'cells': [c for c in cells if c['source']]}


def joined_imports(cells):
    "All cells, of which those with imports alone that follow one another have become one; the others of them are left empty"
    for before, after in zip(cells, cells[1:]):
        if before['cell_type'] == after['cell_type'] == 'code' and only_imports(text_of(before), 1) and only_imports(text_of(after), 1):
            after['source'], before['source'] = f'{without_directives(text_of(before))}\n\n{without_directives(text_of(after))}', ''
    return cells


def part_title(folder):
    "`5_fastai` as a caption"
    return re.sub(r'^\d_', '', folder).replace('_', ' ').capitalize()


def contents(files):
    "The table of contents: front page, walkthrough, a section for each folder of nbs/, what lies beside, the reference"
    inner = [f.relative_to(ROOT/'nbs').with_suffix('').as_posix() for f in files]
    loose = [n for n in inner if '/' not in n and n not in FIRST]
    parts = {}
    for n in inner:
        if '/' in n: parts.setdefault(n.split('/')[0], []).append(n)
    numbered = [(part_title(k), v) for k, v in parts.items() if k[0].isdigit()]
    others = [(part_title(k), v) for k, v in parts.items() if not k[0].isdigit()]
    return [('Begin', ['walkthrough']), *numbered, ('All together', loose), *others, ('Reference', ['api/index', *(b.removesuffix('.md') for b in BESIDE)])]


def toctrees(sections):
    return '\n\n'.join('```{toctree}\n:hidden:\n:caption: ' + title + '\n\n' + '\n'.join(names) + '\n```' for title, names in sections)


# --- reference ----------------------------------------------------------------------------------------------------

def plain(text):
    "A comment or docstring as Markdown: what Markdown would read as markup stands for itself, except in backticks"
    parts = re.split(r'(`[^`]*`)', text)
    return ''.join(o if i % 2 else re.sub(r'([\\*_<>\[\]{}|$#])', r'\\\1', o) for i, o in enumerate(parts))


def shown_type(text):
    "A type as a reader wants it: without what says only that anything may be inside, and nothing where that is all"
    if text == 'Any': return ''
    text = re.sub(r'\[(Any, Any|Any, \.\.\.|\.\.\., Any|Any)\]', '', text)
    return text.replace(' | tuple[()]', '').replace(' | ', ' or ')


def qualified(text, stub):
    "A type in which a class's name that two modules have is the full one"
    def full(m):
        if stub.book.homes.get(m[0], True): return m[0]
        if m[0] in stub.module.classes: return f'~{stub.module.name}.{m[0]}'
        homes = [o.name for o in stub.book.modules if m[0] in o.classes]
        sources = {n.module for n in stub.module.tree.body if isinstance(n, ast.ImportFrom) and m[0] in [a.name for a in n.names]}
        return next((f'~{h}.{m[0]}' for h in homes if any(h.endswith(f'.{o}') for o in sources)), f'~{homes[0]}.{m[0]}')
    return re.sub(r'\b[A-Z]\w*', full, shown_type(text))


def fields(stub, f):
    "Parameters and result of a function as a field list: meaning and type"
    module, out = stub.module, []
    for a, default in stub.book.arguments(f):
        if a.arg in ('self', 'cls') or a is f.args.args[:1] and stubs.is_patch(f): continue
        note, kind = module.comments.get(a.lineno, ''), stub.book.annotation(a.annotation, default)
        if note or kind: out.append(f':param {a.arg}: {plain(note)}' + (f'\n:type {a.arg}: {qualified(kind, stub)}' if kind else ''))
    for extra in filter(None, [f.args.vararg, f.args.kwarg]):
        if note := module.comments.get(extra.lineno): out.append(f':param {extra.arg}: {plain(note)}')
    note = module.comments.get(f.returns.lineno, '') if f.returns is not None else ''
    if note and ':param' in '\n'.join(out) and note in [module.comments.get(a.lineno) for a, _ in stub.book.arguments(f)]: note = ''
    if f.name != '__init__':
        if note: out.append(f':returns: {plain(note)}')
        if f.returns is not None: out.append(f':rtype: {qualified(stub.book.annotation(f.returns), stub)}')
    return '\n'.join(out)


def shown_signature(stub, f, method):
    parts = stub.signature(f, bound=method)
    return ', '.join(re.sub(r': .*? = ', '=', re.sub(r': [^=]*$', '', o)) for o in (parts[1:] if method else parts))


def entry(kind, head, body, options=(), depth=3):
    "One entry of the reference: a directive of Sphinx's Python domain"
    fence = ':'*depth
    return '\n'.join([f'{fence}{{py:{kind}}} {head}', *[f':{o}:' for o in options], '', body, fence, ''])


def function_entry(stub, f, cls=None):
    options, kind = [], 'method' if cls else 'function'
    names = [ast.unparse(d) for d in f.decorator_list]
    prop = 'property' in names or 'cached_property' in names or stubs.patch_option(f, 'as_prop')
    if 'classmethod' in names or stubs.patch_option(f, 'cls_method'): options = ['classmethod']
    body = '\n\n'.join(filter(None, [plain(ast.get_docstring(f) or ''), fields(stub, f)]))
    if prop: return entry('property', f'{cls}.{f.name}', body, [f'type: {kind}'] if (kind := qualified(stub.returned(f, cls), stub)) else [])
    return entry(kind, (f'{cls}.' if cls else '') + f'{f.name}({shown_signature(stub, f, bool(cls) and "staticmethod" not in names)})', body, options)


def class_entries(stub, name, node):
    "A class, what it is made from, its fields and its methods"
    methods = {f.name: f for f in stub.module.methods(name) if not stubs.is_setter(f)}
    init = methods.get('__init__')
    bases = ', '.join(f'`{ast.unparse(b)}`' for b in node.bases if ast.unparse(b) != 'NamedTuple')
    rows = [(m[1], m[2], m[3] or '') for o in stub.members(name, node) if (m := re.match(r'\s*(\w+): (.*?)(?: = .*?)?(?:  # (.*))?$', o))]
    told = any(c for *_, c in rows)
    lines = [[f'**{plain(a)}**', f'`{shown_type(t)}`' if shown_type(t) else '', plain(c)] for a, t, c in rows]
    table = '\n'.join(f'| {" | ".join(cells[:2 + told])} |' for cells in [['attribute', 'type', ''], ['---']*3, *lines]) if rows else ''
    body = [plain(ast.get_docstring(node) or ''), f'Made from {bases}.' if bases else '', fields(stub, init) if init else '', table]
    head = f'{name}({shown_signature(stub, init, True)})' if init else name
    out = [entry('class', head, '\n\n'.join(filter(None, body)))]
    return out + [function_entry(stub, f, name) for n, f in methods.items() if not n.startswith('_')]


def module_page(book, module, page, names):
    "The reference of a module"
    stub, out = stubs.Stub(book, module), []
    up = f'Made from the page [{title_of(page)}](../{page.relative_to(ROOT/"nbs").as_posix()}).' if page else ''
    out += [f'# {module.name.removeprefix("wallpicker.")}', '', plain(ast.get_docstring(module.tree) or ''), '', up, '', f'```{{py:module}} {module.name}\n```', '']
    for n in module.tree.body:
        if isinstance(n, ast.ClassDef) and not n.name.startswith('_'): out += class_entries(stub, n.name, n)
        elif isinstance(n, ast.FunctionDef) and not stubs.is_patch(n) and not n.name.startswith('_'): out.append(function_entry(stub, n))
        elif isinstance(n, ast.Assign):
            for line in stub.constant(n):
                if m := re.match(r'(\w+): (.*)$', line): out.append(entry('data', m[1], plain(module.comments.get(n.lineno, '')), [f'type: {m[2]}'] if m[2] != 'Any' else []))
    again = [f'`{a}`' for a in module.exported if a not in module.classes and a not in module.functions and a in names]
    if again: out += [f'Also here, from earlier modules: {", ".join(again)}', '']
    return with_links('\n'.join(out), names, again=True)


def api_index(book):
    rows = [f'- [`{m.name}`]({m.name}.md): {plain(ast.get_docstring(m.tree) or "")}' for m in book.modules]
    tree = '```{toctree}\n:hidden:\n\n' + '\n'.join(m.name for m in book.modules) + '\n```'
    return '# Reference\n\nEvery public name, with its types and what each parameter means. {ref}`genindex` lists them all.\n\n' + '\n'.join(rows) + f'\n\n{tree}\n'


# --- building -----------------------------------------------------------------------------------------------------

CONF = '''
project, author, html_title = {title!r}, {author!r}, {title!r}
version = release = {version!r}
extensions = ['myst_nb']
exclude_patterns = []
nb_execution_mode = 'off'
nb_render_markdown_format = 'commonmark'
nb_ipywidgets_js = {{}}
nb_merge_streams = True
nb_code_prompt_show = nb_code_prompt_hide = 'Imports'
myst_enable_extensions = ['attrs_block', 'colon_fence', 'fieldlist']
myst_heading_anchors = 3
myst_links_external_new_tab = False
suppress_warnings = ['mystnb.unknown_mime_type', 'misc.highlighting_failure']
add_module_names = False
python_maximum_signature_line_length = 88
html_theme = 'sphinx_book_theme'
html_theme_options = dict(use_download_button=False, use_fullscreen_button=False, show_toc_level=2, home_page_in_toc=False, pygments_dark_style='monokai',
                          show_navbar_depth=0, collapse_navbar=True, show_prev_next=True,
                          navbar_start=[], navbar_center=[], navbar_end=[], navbar_persistent=[])
html_static_path = ['_static']
html_css_files = ['book.css']
html_search_scorer = {scorer!r}
html_copy_source = False
html_show_sphinx = False
'''
STYLE = '''
.bd-article p.module { color: var(--pst-color-text-muted); font-size: .85em; margin-top: -.5rem; }
.bd-page-width { max-width: 108rem; }
.bd-main .bd-content .bd-article-container { max-width: 72em; }
div.cell pre, div.highlight pre { font-size: .75em; line-height: 1.45; white-space: pre-wrap; overflow-wrap: anywhere; }
.bd-header { display: none; }
div.cell_output img, .bd-article img { max-width: 100%; height: auto; }
div.cell_output { overflow-x: auto; }
div.cell_output figcaption { color: inherit; }
div.cell_output td img { min-width: 5rem; }
@media (max-width: 600px) {
  table.wide thead { display: none; }
  table.wide tr, table.wide td { display: block; border: none; text-align: left; }
  table.wide td { padding: .1rem .5rem; }
  table.wide td:first-child { padding-top: .6rem; }
  table.wide td:last-child { padding-bottom: .6rem; }
  table.wide td p { display: inline; }
  table.wide td[data-column]:not([data-column=""]):not(:empty)::before { content: attr(data-column) ": "; color: var(--pst-color-text-muted); }
  .bd-article p:has(> img.lettered) { overflow-x: auto; }
  .bd-article img.lettered { max-width: none; width: 46rem; }
}
html[data-theme="dark"] .bd-content img:not(.only-dark):not(.dark-light) { background: none; border-radius: 0; filter: brightness(.88); }
'''
# What a search shows first: pages before the reference, which has every word of theirs as well, and of two titles the one with more of the
# words that were asked for. The numbers are Sphinx's own but for objects.
SCORER = '''
const ASKED = (new URLSearchParams(location.search).get('q') || '').toLowerCase().split(/[^a-z0-9]+/).filter(word => word.length > 2);
var Scorer = {
  score: ([page, title, anchor, description, score]) =>
    score + ASKED.filter(word => title.toLowerCase().includes(word)).length - (page.startsWith('api/') || page === 'CHANGELOG' ? 20 : 0),
  objNameMatch: 11, objPartialMatch: 6, objPrio: {0: 15, 1: 5, 2: -5}, objPrioDefault: 0,
  title: 15, partialTitle: 7, term: 5, partialTerm: 2,
};
'''


def write_source():
    "All that Sphinx reads, made new"
    shutil.rmtree(SOURCE, ignore_errors=True)
    files, book, config = page_files(), stubs.Book(), settings()
    names, sections = reference_names(book), contents(files)
    made = {module_of(json.loads(f.read_text(encoding='utf-8'))['cells']): f for f in files}
    for f in files:
        page = site_page(f, names, config.get('git_url', ''))
        if f.stem == 'index': page['cells'].append(dict(cell_type='markdown', id='contents', metadata={}, source=toctrees(sections)))
        write(SOURCE/f.relative_to(ROOT/'nbs'), json.dumps(page, ensure_ascii=False))
    for name in BESIDE: write(SOURCE/name, (ROOT/name).read_text(encoding='utf-8'))
    for m in book.modules: write(SOURCE/'api'/f'{m.name}.md', module_page(book, m, made.get(m.name), names))
    write(SOURCE/'api'/'index.md', api_index(book))
    write(SOURCE/'conf.py', CONF.format(scorer=str(SOURCE/'scorer.js'), **{k: config[k] for k in ('title', 'author', 'version')}))
    write(SOURCE/'_static'/'book.css', STYLE)
    write(SOURCE/'scorer.js', SCORER)
    shutil.copytree(ROOT/'nbs'/'images', SOURCE/'images')


def write(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding='utf-8')


TABLE = re.compile(r'<table class="table">.*?</table>', re.S)
LETTERED = re.compile(r'(<img )(?=[^>]*src="[^"]*/(?:picks|taste)\.jpg")')   # pictures of the front page with small letters on them

def labelled(table):
    "A wide table of words, each cell with its column's heading, which a narrow screen shows in front of it; other tables as they are"
    words = [re.sub('<[^>]+>', '', o).strip() for o in re.findall(r'<t[hd][^>]*>(.*?)</t[hd]>', table, re.S)]
    heads = words[:len(re.findall(r'<th\b', table))]
    if len(heads) < 4 or max(map(len, words)) < 60: return table
    columns = cycle(heads)
    cells = re.sub(r'<td', lambda _: f'<td data-column="{next(columns)}"', table)
    return re.sub(r'(<td[^>]*>)<p></p>', r'\1', cells).replace('class="table"', 'class="table wide"', 1)


def for_narrow_screens(site=SITE):
    "Wide tables and lettered pictures of all pages marked, for the style to lay them out on a narrow screen"
    for file in site.rglob('*.html'):
        text = file.read_text(encoding='utf-8')
        new = LETTERED.sub(r'\1class="lettered" ', TABLE.sub(lambda m: labelled(m[0]), text))
        if new != text: write(file, new)


class Links(HTMLParser):
    "Addresses and anchors of a built page, and scripts or styles that a reader's browser would fetch from elsewhere"
    def __init__(self, text):
        super().__init__()
        self.links, self.anchors, self.fetched = [], {''}, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.anchors |= {given[k] for k in ('id', 'name') if given.get(k)}
        address = given.get('href') if tag in ('a', 'link') else given.get('src')
        if address and not address.startswith(('data:', 'mailto:')): self.links.append(address)
        if address and urlsplit(address).netloc and (tag in ('script', 'img', 'iframe') or tag == 'link' and given.get('rel') == 'stylesheet'): self.fetched.append(address)


def dead_links(site=SITE):
    "Links inside the site that lead nowhere, and whatever a page would fetch from another site"
    pages = {f: Links(f.read_text(encoding='utf-8')) for f in site.rglob('*.html') if '_static' not in f.parts}
    out = []
    for file, page in pages.items():
        here = file.relative_to(site)
        out += [f'{here} fetches {o}' for o in page.fetched]
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc: continue
            target = (file.parent/unquote(parts.path)).resolve() if parts.path else file
            if target.is_dir(): target /= 'index.html'
            if not target.exists(): out.append(f'{here} links to {link}')
            elif target in pages and unquote(parts.fragment) not in pages[target].anchors: out.append(f'{here} links to {link}, which has no such place')
    return sorted(set(out))


def build():
    "Build the site; problems"
    write_source()
    shutil.rmtree(SITE, ignore_errors=True)
    command = [sys.executable, '-m', 'sphinx', '-b', 'html', '-q', '-W', '--keep-going', '-j', 'auto', str(SOURCE), str(SITE)]
    failed = subprocess.run(command, cwd=ROOT).returncode
    for_narrow_screens()
    shutil.copytree(SOURCE/'images', SITE/'images')   # for pages that show one by an address in HTML
    return ['Sphinx has warnings'] if failed else dead_links()


if __name__ == '__main__':
    problems = build()
    for p in problems: print(p)
    print(f'site: {len(problems)} problems' if problems else f'site: fine, {SITE/"index.html"}')
    sys.exit(bool(problems))
