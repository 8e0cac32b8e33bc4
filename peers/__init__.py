"Other people's clients of Wallhaven, run against the practice gallery"
