class Change(Once):
    def __init__(self, *args, row, **kwargs):
        now = {name: getattr(row, name) for name in ("title", "text")}
        super().__init__(*args, initial=now, **kwargs)
