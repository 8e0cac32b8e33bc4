"Reads settings.ini, the one place for name, version, requirements and commands: edit there, not here."
from configparser import ConfigParser
from pathlib import Path

from setuptools import find_packages, setup

here = Path(__file__).parent
config = ConfigParser(delimiters=['='])
config.read(here/'settings.ini', encoding='utf-8')
cfg = config['DEFAULT']
extras = {name: cfg[f'{name}_requirements'].split() for name in ('lab', 'fastai', 'text', 'formats', 'tables', 'docs', 'dev')}
extras['dev'] = [needed for extra in extras.values() for needed in extra]
extras['train'] = extras['fastai']   # the old name, for one more version

setup(
    name=cfg['lib_name'],
    version=cfg['version'],
    description=cfg['description'],
    author=cfg['author'],
    keywords=cfg['keywords'].split(),
    license='Apache-2.0',
    long_description=(here/'README.md').read_text(encoding='utf-8'),
    long_description_content_type='text/markdown',
    python_requires='>=' + cfg['min_python'],
    packages=find_packages(include=['wallpicker', 'wallpicker.*']),
    package_data={'': ['*.txt', '*.js', '*.css', 'label.ipynb', '*.pyi', 'py.typed']},
    install_requires=cfg['requirements'].split(),
    extras_require=extras,
    entry_points={'console_scripts': cfg['console_scripts'].split(), 'nbdev': [f"{cfg['lib_name']}={cfg['lib_path']}._modidx:d"]},
)
