"`python -m wallpicker …` is `wallpicker …`; cron and systemd use it, since they know a Python but no PATH."
from wallpicker.cli import main

raise SystemExit(main())
