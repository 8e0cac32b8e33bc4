"""What can be said of the code without running it. Run from anywhere:

    python -m tools.check            all of it; exit status 1 when one finds something
    python -m tools.check ruff mypy  some of it

ruff with the rules of pyproject.toml; mypy and pyright, strict, over the stubs and a program that uses the whole package; mypy's stubtest,
which compares each stub with its module as imported; the workflows against GitHub's own schema and zizmor's rules. The workflows also have a
step with actionlint, which no Python package brings along.
"""
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
WORKFLOWS = sorted(map(str, (ROOT/'.github'/'workflows').glob('*.yml')))
PATCHED = 'stub is a classmethod but runtime is not'   # what `@patch(cls_method=True)` puts on a class is bound already
FOREIGN = 'wallpicker.labels.face.Face is inconsistent, metaclass differs'   # traitlets' own
SCRIPT = 'wallpicker.__main__ failed to import'   # which is for `python -m wallpicker`


def run(*command):
    "The output of one of the tools in this Python's folder, and whether it failed"
    done = subprocess.run([str(BIN/command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True)
    return done.stdout + done.stderr, done.returncode


def ruff(): return run('ruff', 'check', '--output-format', 'concise', '.')


def mypy(): return run('mypy')


def pyright(): return run('pyright', '--pythonpath', sys.executable)


def stubtest():
    "Differences between stubs and modules, less three kinds that are not ours"
    text, _ = run('stubtest', 'wallpicker', '--concise', '--mypy-config-file', 'pyproject.toml')
    lines = [o for o in text.splitlines() if o.startswith(('wallpicker.', 'error:', 'Traceback')) and not o.endswith(PATCHED) and not o.startswith((FOREIGN, SCRIPT))]
    return '\n'.join(lines), bool(lines)


def workflows():
    "GitHub's schema for workflows and dependabot's file, then zizmor's rules for what a workflow may do"
    checks = [('check-jsonschema', '--builtin-schema', 'vendor.github-workflows', *WORKFLOWS),
              ('check-jsonschema', '--builtin-schema', 'vendor.dependabot', str(ROOT/'.github'/'dependabot.yml')),
              ('zizmor', '--offline', '--quiet', str(ROOT/'.github'))]
    found = [run(*c) for c in checks]
    return '\n'.join(text for text, failed in found if failed), any(failed for _, failed in found)


CHECKS = dict(ruff=ruff, workflows=workflows, pyright=pyright, mypy=mypy, stubtest=stubtest)


def main(names):
    if unknown := set(names) - set(CHECKS): sys.exit(f'there is no check {unknown.pop()!r}: {", ".join(CHECKS)}')
    bad = []
    for name in names or CHECKS:
        text, failed = CHECKS[name]()
        print(f'{name}: {"wrong" if failed else "fine"}', flush=True)
        if failed:
            print(text)
            bad.append(name)
    sys.exit(bool(bad))


if __name__ == '__main__': main(sys.argv[1:])
