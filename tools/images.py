"""Draws the README's pictures of the demo again: `make images`. Small files, because they live with the pages."""
import tempfile
from pathlib import Path

from PIL import Image

from wallpicker.demo import demo

IMAGES, SHOWN, WIDTH, QUALITY = Path(__file__).parents[1]/'nbs'/'images', ('picks', 'taste'), 1200, 85


def main():
    with tempfile.TemporaryDirectory() as tmp:
        for file in map(Path, demo(Path(tmp)/'demo', seed=0)['files']):
            if file.stem not in SHOWN: continue
            with Image.open(file) as im: small = im.convert('RGB').resize((WIDTH, round(WIDTH*im.height/im.width)), Image.Resampling.LANCZOS)
            to = IMAGES/f'{file.stem}.jpg'
            small.save(to, quality=QUALITY, optimize=True)
            print(to, to.stat().st_size//1000, 'kB')


if __name__ == '__main__': main()
