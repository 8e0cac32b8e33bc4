"""Stubs for editors and type checkers, which cannot see a method that `@patch` puts on a class. Run from anywhere:

    python -m tools.stubs          write wallpicker/**/*.pyi from the exported modules

A stub is read off a module's source, nothing is imported: the public names with the annotations they have, patched methods inside their
class, docments in the docstring. What has no annotation is `Any`; `x:str=None` is `str | None`; an attribute that a method sets has
the type of what it is set to, where the source tells. `python -m tools.pages check` says when a stub is not that of its module.
"""
import ast
import io
import re
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = '# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.\n'
GENERIC = dict(list='list[Any]', dict='dict[Any, Any]', set='set[Any]', frozenset='frozenset[Any]', tuple='tuple[Any, ...]', type='type[Any]',
               Callable='Callable[..., Any]', Iterator='Iterator[Any]', Iterable='Iterable[Any]', Sequence='Sequence[Any]', Mapping='Mapping[Any, Any]',
               **{'np.ndarray': 'NDArray[Any]', 're.Pattern': 're.Pattern[Any]', 'subprocess.Popen': 'subprocess.Popen[Any]', 'Popen': 'Popen[Any]'})
FOREIGN = {'np': 'import numpy as np', 'NDArray': 'from numpy.typing import NDArray', 'pd': 'import pandas as pd', 're': 'import re',
           'nn': 'from torch import nn', 'Path': 'from pathlib import Path', 'Image': 'from PIL import Image', 'Learner': 'from fastai.learner import Learner', 'Callback': 'from fastai.callback.core import Callback',
           'DataLoaders': 'from fastai.data.core import DataLoaders'}   # names that modules have from `import *`, or that types are made of
DECLARED = {'wbufsize', 'disable_nagle_algorithm'}   # by the standard library, whose classes ours are made from
TYPING = dict.fromkeys(['Any', 'Callable', 'Iterator', 'NamedTuple', 'Self'], 'typing')
KEPT_DECORATORS = {'property', 'classmethod', 'staticmethod', 'contextmanager', 'cached_property', 'dataclass'}
WIDTH = 120   # of a line of source
PATHS = {'expanduser', 'absolute', 'resolve', 'with_suffix', 'with_name', 'joinpath'}   # methods of `Path` that give another
PROTOCOL = dict(__init__='None', __len__='int', __bool__='bool', __contains__='bool', __iter__='Iterator[Any]', __eq__='bool', __str__='str')
SPECIAL = {'__repr__', '__str__', '__hash__'}   # every object has these with the same types


def public(name): return not name.startswith('_') or name.startswith('__') and name.endswith('__') and name not in SPECIAL


def called(node): return ast.unparse(node.func if isinstance(node, ast.Call) else node)


def is_patch(f): return any(called(d) == 'patch' for d in f.decorator_list)


def patch_option(f, name):
    return any(k.arg == name for d in f.decorator_list if isinstance(d, ast.Call) and called(d) == 'patch' for k in d.keywords)


class Bare(ast.NodeTransformer):
    "`list` as `list[Any]`, and so on, wherever an annotation leaves open what is inside"
    def visit_Name(self, node): return ast.parse(GENERIC[node.id], mode='eval').body if node.id in GENERIC else node

    def visit_Attribute(self, node): return ast.parse(GENERIC.get(text := ast.unparse(node), text), mode='eval').body

    def visit_Subscript(self, node):
        node.slice = self.visit(node.slice)
        return node


class Module:
    "What a stub needs to know of one exported module"
    def __init__(self, file, root):
        self.file = file
        self.name = '.'.join(file.relative_to(root).with_suffix('').parts)
        source = file.read_text(encoding='utf-8')
        self.tree = ast.parse(source)
        tokens = tokenize.generate_tokens(io.StringIO(source).readline)
        self.comments = {t.start[0]: t.string.lstrip('# ').rstrip() for t in tokens if t.type == tokenize.COMMENT}
        self.classes = {n.name: n for n in self.tree.body if isinstance(n, ast.ClassDef)}
        self.functions = {n.name: n for n in self.tree.body if isinstance(n, ast.FunctionDef) and not is_patch(n)}
        self.patched = {}
        for f in self.tree.body:
            if isinstance(f, ast.FunctionDef) and is_patch(f):
                self.patched.setdefault(ast.unparse(f.args.args[0].annotation), []).append(f)

    def methods(self, cls):
        "A class's own and patched functions; of two with one name the later, unless they are a property and its setter"
        own = [n for n in self.classes[cls].body if isinstance(n, ast.FunctionDef)]
        return own + self.patched.get(cls, [])

    @property
    def exported(self):
        "The names of `__all__`"
        for n in self.tree.body:
            if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == '__all__': return ast.literal_eval(n.value)
        return []


class Book:
    "All modules together: where a class stands, and what an expression is"
    def __init__(self, root=ROOT):
        files = (f for f in sorted((root/'wallpicker').rglob('*.py')) if not f.stem.startswith('_'))
        self.modules = [Module(f, root) for f in files]
        self.homes = {}
        for m in self.modules:
            for c in m.classes: self.homes[c] = None if c in self.homes else m   # None where two modules have one of that name

        self.nones = {n.targets[0].id for m in self.modules for n in m.tree.body if isinstance(n, ast.Assign) and ast.unparse(n.value) == 'None'}

    def home(self, name, module=None):
        "The module of a class, by its name alone"
        return module if module and name in module.classes else self.homes.get(name)

    def annotation(self, node, default=None):
        "An annotation as text, with what the default adds to it: None, or an empty tuple for a list"
        if node is None: return None
        text = ast.unparse(Bare().visit(ast.parse(ast.unparse(node), mode='eval').body))
        if isinstance(node, ast.Constant) and isinstance(node.value, str): text = node.value
        if text == 'Any' or default is None: return text
        if self.is_none(default): return text if 'None' in text else f'{text} | None'
        return text if not isinstance(default, ast.Tuple) or default.elts or 'tuple' in text else f'{text} | tuple[()]'

    def is_none(self, node):
        "Is a default None, or the name of a constant that is?"
        if isinstance(node, ast.Constant): return node.value is None
        return isinstance(node, ast.Name) and node.id in self.nones

    def member(self, cls, name, module=None, seen=()):
        "The type of an attribute, or of what a method returns, on objects of a class"
        if not (home := self.home(cls, module)) or (cls, name) in seen: return None
        for n in home.classes[cls].body:
            if isinstance(n, ast.AnnAssign) and ast.unparse(n.target) == name: return self.annotation(n.annotation)
        for f in home.methods(cls):
            if f.name == name: return self.annotation(f.returns)
        if found := self.attributes(home, cls, (*seen, (cls, name))).get(name): return found
        bases = [ast.unparse(b) for b in home.classes[cls].bases]
        return next((t for b in bases if (t := self.member(b, name, None, (*seen, (cls, name))))), None)

    def function(self, name, module):
        "What a function of this name returns, in the module or in one that it is imported from"
        if name in module.functions: return self.annotation(module.functions[name].returns)
        for n in module.tree.body:
            if isinstance(n, ast.ImportFrom) and n.level and any(a.name == name for a in n.names):
                found = [m for m in self.modules if m.name.endswith('.' + (n.module or '')) and name in m.functions]
                if len(found) == 1: return self.annotation(found[0].functions[name].returns)
        return None

    def type_of(self, node, names, module, seen=()):
        "The type of an expression as text, where the source tells; None where it does not"
        def of(o): return self.type_of(o, names, module, seen)
        if isinstance(node, ast.Constant): return None if node.value is None else type(node.value).__name__
        if isinstance(node, ast.JoinedStr): return 'str'
        if isinstance(node, ast.Name): return names.get(node.id)
        if isinstance(node, (ast.List, ast.ListComp)): return f'list[{self.element(node, names, module, seen)}]'
        if isinstance(node, (ast.Set, ast.SetComp)): return f'set[{self.element(node, names, module, seen)}]'
        if isinstance(node, (ast.Dict, ast.DictComp)): return 'dict[Any, Any]'
        if isinstance(node, ast.Tuple):
            if any(isinstance(o, ast.Starred) for o in node.elts): return 'tuple[Any, ...]'
            return f'tuple[{", ".join(of(o) or "Any" for o in node.elts) or "Any, ..."}]'
        if isinstance(node, ast.Compare): return 'bool'
        if isinstance(node, ast.UnaryOp): return 'bool' if isinstance(node.op, ast.Not) else of(node.operand)
        if isinstance(node, ast.BinOp): return self.of_sum(node, of)
        if isinstance(node, (ast.BoolOp, ast.IfExp)):
            options = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
            kinds = {(of(o) or '').removesuffix(' | None') for o in options}
            return kinds.pop() if len(kinds) == 1 and kinds != {''} else None
        if isinstance(node, ast.Attribute):
            return self.member(owner, node.attr, module, seen) if (owner := of(node.value)) else None
        return self.of_call(node, of, module, seen) if isinstance(node, ast.Call) else None

    def element(self, node, names, module, seen):
        "The type that all elements of a written-out list or set have"
        kinds = {self.type_of(o, names, module, seen) for o in getattr(node, 'elts', [])}
        return kinds.pop() if len(kinds) == 1 and None not in kinds else 'Any'

    @staticmethod
    def of_sum(node, of):
        "The type of arithmetic with plain numbers and texts"
        kinds = {of(node.left), of(node.right)}
        if of(node.left) == 'Path' and isinstance(node.op, ast.Div): return 'Path'
        if kinds <= {'int', 'float'}: return 'float' if 'float' in kinds or isinstance(node.op, ast.Div) else 'int'
        return kinds.pop() if len(kinds) == 1 and (kinds <= {'str', 'bytes'} or next(iter(kinds), '') == 'list[str]') else None

    def of_call(self, node, of, module, seen):
        "The type of what a call gives: an object of a class of ours, or what a function or method of ours says it returns"
        if isinstance(node.func, ast.Name):
            name = node.func.id
            if self.home(name, module) or name in ('Path', 'int', 'float', 'str', 'bool', 'bytes'): return name
            return GENERIC[name] if name in ('list', 'dict', 'set', 'frozenset', 'tuple') else self.function(name, module)
        if not isinstance(node.func, ast.Attribute): return None
        if ast.unparse(node.func) == 're.compile': return f're.Pattern[{of(node.args[0]) or "str"}]'
        if isinstance(node.func.value, ast.Constant) and node.func.attr == 'split': return 'list[str]'
        owner = of(node.func.value)
        if owner == 'Path' and node.func.attr in PATHS: return 'Path'
        if owner is None and isinstance(node.func.value, ast.Name) and self.home(node.func.value.id, module): owner = node.func.value.id
        found = self.member(owner, node.func.attr, module, seen) if owner else None
        return owner if found == 'Self' else found

    def attributes(self, module, cls, seen=()):
        "Public attributes that the methods of a class set on `self`, with their types"
        found = {}
        for f in module.methods(cls):
            if not f.args.args or f.args.args[0].arg != 'self': continue
            names = {a.arg: t for a, d in self.arguments(f) if (t := self.annotation(a.annotation, d))} | {'self': cls}
            for node in ast.walk(f):
                if not isinstance(node, ast.Assign): continue
                for target in node.targets:
                    for t, v in self.pairs(target, node.value):
                        if not (isinstance(t, ast.Attribute) and ast.unparse(t.value) == 'self' and public(t.attr)): continue
                        kind = self.type_of(v, names, module, seen) if v is not None else None
                        found.setdefault(t.attr, set()).add('None' if isinstance(v, ast.Constant) and v.value is None else kind or 'Any')
        return {k: self.together(v) for k, v in found.items()}

    @staticmethod
    def together(kinds):
        "One type for an attribute that is set in several places"
        rest = sorted(kinds - {'None'})
        if not rest or 'Any' in rest or len(rest) > 1: return 'Any'
        return f'{rest[0]} | None' if 'None' in kinds and 'None' not in rest[0] else rest[0]

    @staticmethod
    def pairs(target, value):
        "(target, value) for each part of an assignment; None for a value that is not written out"
        if not isinstance(target, (ast.Tuple, ast.List)): return [(target, value)]
        written = isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts)
        return [(t, value.elts[i] if written else None) for i, t in enumerate(target.elts)]

    @staticmethod
    def arguments(f):
        "(argument, default or None) for all named arguments of a function"
        plain = [*f.args.posonlyargs, *f.args.args]
        defaults = [None]*(len(plain) - len(f.args.defaults)) + f.args.defaults
        return [*zip(plain, defaults), *zip(f.args.kwonlyargs, f.args.kw_defaults)]


class Stub:
    "The text of one stub"
    def __init__(self, book, module): self.book, self.module, self.extra = book, module, set()

    def default(self, node):
        "A default as it stands where it is short and plain, else an ellipsis"
        if isinstance(node, ast.UnaryOp): node_ = node.operand
        else: node_ = node
        plain = isinstance(node_, ast.Constant) and len(text := ast.unparse(node)) < 40 and '\n' not in text
        return ast.unparse(node) if plain else '...'

    def argument(self, a, default, method):
        if method: return a.arg
        text = f'{a.arg}: {self.book.annotation(a.annotation, default) or "Any"}'
        return text if default is None else f'{text} = {self.default(default)}'

    def signature(self, f, bound):
        "The arguments of a function as a stub has them, in a list; `bound` leaves the first without a type"
        args, parts, by_arg = f.args, [], {a.arg: (a, d) for a, d in self.book.arguments(f)}
        for i, a in enumerate(args.posonlyargs + args.args):
            parts.append(self.argument(*by_arg[a.arg], method=bound and i == 0))
            if args.posonlyargs and i == len(args.posonlyargs) - 1: parts.append('/')
        if args.vararg: parts.append(f'*{args.vararg.arg}: {self.book.annotation(args.vararg.annotation) or "Any"}')
        elif args.kwonlyargs: parts.append('*')
        parts += [self.argument(*by_arg[a.arg], method=False) for a in args.kwonlyargs]
        if args.kwarg: parts.append(f'**{args.kwarg.arg}: {self.book.annotation(args.kwarg.annotation) or "Any"}')
        return parts

    def returned(self, f, cls=None):
        "The type that a function returns: the one it says, or None where nothing is returned"
        text = self.book.annotation(f.returns)
        if text == cls and any(isinstance(n, ast.Call) and called(n) == 'cls' for n in own_nodes(f)): return 'Self'
        inner = [n for n in own_nodes(f) if isinstance(n, (ast.Yield, ast.YieldFrom))]
        if any(called(d) == 'contextmanager' for d in f.decorator_list): return text if text and 'Iterator' in text else f'Iterator[{text or "Any"}]'
        if text: return text
        if f.name in PROTOCOL: return PROTOCOL[f.name]
        if inner: return 'Iterator[Any]'
        values = [n.value for n in own_nodes(f) if isinstance(n, ast.Return) and n.value is not None]
        if not values: return 'Any' if all(is_text_or_raise(n) for n in f.body) else 'None'
        if cls and all(ast.unparse(v) == 'self' for v in values): return 'Self'
        names = {a.arg: t for a, d in self.book.arguments(f) if (t := self.book.annotation(a.annotation, d))} | ({'self': cls} if cls else {})
        kinds = {self.book.type_of(v, names, self.module) for v in values}
        return kinds.pop() if len(kinds) == 1 and None not in kinds else 'Any'

    def doc(self, f, indent):
        "The docstring with a line for every docment, as lines of source"
        text = ast.get_docstring(f) or ''
        notes = [(a.arg, self.module.comments.get(a.lineno)) for a, _ in self.book.arguments(f) if a.arg not in ('self', 'cls')]
        lines = [f'- `{k}`: {v}' for k, v in notes if v]
        if f.returns is not None and (c := self.module.comments.get(f.returns.lineno)) and not any(v == c for _, v in notes): lines.append(f'- returns: {c}')
        if not text and not lines: return []
        whole = '\n'.join([*text.splitlines(), *([''] if lines and text else []), *lines]).replace('\\', '\\\\').replace('"""', '\\"\\"\\"')
        body = whole.splitlines()
        if len(body) == 1: return [f'{indent}"""{whole} """' if whole.endswith('"') else f'{indent}"""{whole}"""']
        return [f'{indent}"""{body[0]}', *[f'{indent}{o}'.rstrip() for o in body[1:]], f'{indent}"""']

    def function(self, f, cls=None):
        "A function or method as lines of source"
        indent = '    ' if cls else ''
        kept = [d for d in f.decorator_list if called(d).split('.')[-1] in KEPT_DECORATORS or ast.unparse(d).endswith('.setter')]
        decorators = [ast.unparse(d) for d in kept]
        if patch_option(f, 'as_prop'): decorators.insert(0, 'property')
        if patch_option(f, 'cls_method'): decorators.insert(0, 'classmethod')
        parts = self.signature(f, bound=bool(cls) and 'staticmethod' not in decorators)
        head = [f'{indent}def {f.name}({", ".join(parts)}) -> {self.returned(f, cls)}:']
        if len(head[0]) > WIDTH: head = [f'{indent}def {f.name}(', *[f'{indent}    {o},' for o in parts], f'{indent}) -> {self.returned(f, cls)}:']
        doc = self.doc(f, indent + '    ')
        head[-1] += '' if doc else ' ...'
        return [*[f'{indent}@{d}' for d in decorators], *head, *doc]

    def field(self, n):
        "A field of a dataclass or named tuple as a line of source, with its comment"
        kind = self.book.annotation(n.annotation, n.value)
        value = '' if n.value is None else f' = {ast.unparse(n.value) if called(n.value) == "field" else "..."}'
        note = self.module.comments.get(n.lineno)
        return f'    {ast.unparse(n.target)}: {kind}{value}' + (f'  # {note}' if note else '')

    def members(self, cls, node):
        "What stands in the body of a class, before its methods"
        out, said = [], set()
        for n in node.body:
            if isinstance(n, ast.AnnAssign):
                out.append(self.field(n))
                said.add(ast.unparse(n.target))
            if isinstance(n, ast.Assign):
                for target in n.targets:
                    for t, v in self.book.pairs(target, n.value):
                        if isinstance(t, ast.Name) and public(t.id) and not t.id.startswith('__') and t.id not in DECLARED:
                            note = self.module.comments.get(n.lineno)
                            kind = (v is not None and self.book.type_of(v, {}, self.module)) or 'Any'
                            out.append(f'    {t.id}: {kind}' + (f'  # {note}' if note else ''))
                            said.add(t.id)
        said |= {f.name for f in self.module.methods(cls)}
        own = self.book.attributes(self.module, cls)
        return out + [f'    {k}: {t}' for k, t in own.items() if k not in said]

    def class_(self, name, node):
        "A class as lines of source"
        bases = ', '.join(ast.unparse(b) for b in [*node.bases, *node.keywords])
        lines = [f'@{ast.unparse(d)}' for d in node.decorator_list] + [f'class {name}' + (f'({bases})' if bases else '') + ':']
        body = self.doc_of_class(node) + self.members(name, node)
        last = {f.name: f for f in self.module.methods(name) if not is_setter(f)}
        for f in self.module.methods(name):
            if public(f.name) and (last.get(f.name) is f or is_setter(f)): body += self.function(f, name)
        return lines + (body or ['    ...'])

    @staticmethod
    def doc_of_class(node):
        text = (ast.get_docstring(node) or '').replace('\\', '\\\\').replace('"""', '\\"\\"\\"')
        return [f'    """{text}"""' if not text.endswith('"') else f'    """{text} """'] if text else []

    def constant(self, n):
        "Names that a module assigns, as lines of source"
        if ast.unparse(n.targets[0]) == '__all__': return []
        if isinstance(n.value, ast.Call) and called(n.value) == 'namedtuple':
            given = ast.literal_eval(n.value.args[1])
            fields = given.split() if isinstance(given, str) else given
            return [f'class {ast.unparse(n.targets[0])}(NamedTuple):', *[f'    {f}: Any' for f in fields]]
        out = []
        for target in n.targets:
            for t, v in self.book.pairs(target, n.value):
                if not (isinstance(t, ast.Name) and public(t.id) and t.id in self.module.exported): continue
                if isinstance(v, ast.Attribute) and v.attr[0].isupper() and not v.attr.isupper(): out.append(f'{t.id} = {ast.unparse(v)}')
                else: out.append(f'{t.id}: {(v is not None and self.book.type_of(v, {}, self.module)) or "Any"}')
        return out

    def body(self):
        "All that is public, in the order of the module"
        out = []
        for n in self.module.tree.body:
            if isinstance(n, ast.ClassDef) and (public(n.name) or self.needed(n.name)): out += ['', *self.class_(n.name, n)]
            elif isinstance(n, ast.FunctionDef) and not is_patch(n) and public(n.name): out += ['', *self.function(n)]
            elif isinstance(n, ast.Assign): out += self.constant(n)
        return out

    def needed(self, name):
        "Is a private class the base of a public one?"
        return any(name == ast.unparse(b) for c in self.module.classes.values() for b in c.bases if public(c.name))

    def unused(self):
        "Names of ours that the module imports and does not use: they are there for those who import the module"
        imported = {a.name for n in self.module.tree.body if isinstance(n, ast.ImportFrom) and n.level for a in n.names if not a.asname and a.name != '*'}
        return imported - {n.id for n in ast.walk(self.module.tree) if isinstance(n, ast.Name)}

    def imports(self, text):
        "The module's own imports as far as the stub uses them, and those of types that it does not name itself"
        code = re.sub(r'"""[\s\S]*?"""|#.*', '', text)
        used, out, have = set(re.findall(r'\b[A-Za-z_]\w*', code)), [], set(self.module.classes)
        handed_on = set(self.module.exported) | self.unused()
        for n in self.module.tree.body:
            if not isinstance(n, (ast.Import, ast.ImportFrom)): continue
            names = [a for a in n.names if (a.asname or a.name).split('.')[0] in used | handed_on]
            have |= {a.asname or a.name for a in names}
            again = [f'{a.name} as {a.name}' if isinstance(n, ast.ImportFrom) and a.name in handed_on and not a.asname
                     else a.name + (f' as {a.asname}' if a.asname else '') for a in names]
            if names and isinstance(n, ast.Import): out += [f'import {o}' for o in again]
            elif names: out.append(f'from {"."*n.level}{n.module or ""} import {", ".join(again)}')
        have |= set(self.module.exported)
        out += [line for name, line in FOREIGN.items() if name in used - have]
        wanted = {k: v for k, v in TYPING.items() if k in used - have}
        wanted |= {k: home.name for k in used - have if (home := self.book.homes.get(k))}
        return [*out, *[f'from {v} import {k}' for k, v in sorted(wanted.items(), key=lambda o: (o[1], o[0]))]]

    def text(self):
        body = '\n'.join(self.body())
        exported = [f'__all__ = {self.module.exported!r}', ''] if self.module.exported else []
        doc = ast.get_docstring(self.module.tree)
        head = [f'"""{doc}"""'] if doc else []
        return HEAD + '\n'.join([*head, *self.imports(body), '', *exported, body]).rstrip() + '\n'


def is_text_or_raise(n): return isinstance(n, ast.Raise) or isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)   # the body of what a subclass is to fill


def is_setter(f): return any(ast.unparse(d).endswith('.setter') for d in f.decorator_list)


def own_nodes(f):
    "The nodes of a function, without those of functions inside it"
    todo = list(f.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)): todo += ast.iter_child_nodes(node)


def stubs(root=ROOT):
    "The stub of every module: {file: text}"
    book = Book(root)
    return {m.file.with_suffix('.pyi'): Stub(book, m).text() for m in book.modules}


def stale(root=ROOT):
    "Stubs that are not those of their modules, and stubs whose module is gone"
    right = stubs(root)
    wrong = [f for f, text in right.items() if not f.exists() or f.read_text(encoding='utf-8') != text]
    return sorted(wrong + [f for f in (root/'wallpicker').rglob('*.pyi') if f not in right])


def write(root=ROOT):
    "Write all stubs, and remove those whose module is gone"
    right = stubs(root)
    for f in stale(root):
        if f in right: f.write_text(right[f], encoding='utf-8')
        else: f.unlink()


if __name__ == '__main__':
    write()
    print(f'{len(stubs())} stubs written')
    sys.exit(bool(stale()))
