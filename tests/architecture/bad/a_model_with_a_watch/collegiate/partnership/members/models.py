"""A row that dates itself."""


class Note(models.Model):
    made_at = models.DateTimeField(auto_now_add=True)
