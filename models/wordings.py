"""Texts that the district says in its own words instead of the catalogues'."""

from tortoise import fields
from tortoise.models import Model


class Wording(Model):
    """One text in one language, written as the catalogues are (Fluent); without a row ours is said."""

    id = fields.BigIntField(primary_key=True)
    text_id = fields.CharField(max_length=80)
    language = fields.CharField(max_length=8)
    body = fields.TextField()
    officer_id = fields.BigIntField(null=True)
    at = fields.DatetimeField()

    class Meta:
        table = "wording"
        unique_together = (("text_id", "language"),)
