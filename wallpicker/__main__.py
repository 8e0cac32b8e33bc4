"`wallpicker …`, also as `python -m wallpicker …`: cron and systemd know a Python but no PATH."
import sys


def main() -> int:
    "The `wallpicker` command, from the first import on; its exit status"
    try:
        from wallpicker.cli import main
        return main()
    except KeyboardInterrupt:   # before there is a command that could say where it stopped
        print('wallpicker: stopped', file=sys.stderr)
        return 130


if __name__ == '__main__':
    if not sys.flags.safe_path: sys.path.append(sys.path.pop(0))   # the working folder: modules of the owner come last
    raise SystemExit(main())
