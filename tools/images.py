"""Draws the README's pictures of the demo again: `make images`. Small files, because they live with the pages."""
import tempfile
from pathlib import Path

from PIL import Image

from wallpicker.demo import demo

IMAGES, WIDTH = Path(__file__).parents[1]/'nbs'/'images', 1200


def main():
    with tempfile.TemporaryDirectory() as tmp:
        for file in map(Path, demo(Path(tmp)/'demo', seed=0)['files']):
            with Image.open(file) as im: small = im.convert('RGB').resize((WIDTH, round(WIDTH*im.height/im.width)), Image.Resampling.LANCZOS)
            small.quantize(palette=small.quantize(255)).save(IMAGES/file.name, optimize=True)
            print(IMAGES/file.name, (IMAGES/file.name).stat().st_size//1000, 'kB')


if __name__ == '__main__': main()
