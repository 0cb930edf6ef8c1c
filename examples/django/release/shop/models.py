from django.db import models


class Item(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    price_cents = models.PositiveIntegerField()
    description = models.TextField()
    stock = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ['id']

    @property
    def price(self):
        return f'€ {self.price_cents // 100}.{self.price_cents % 100:02}'


class Order(models.Model):
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    quantity = models.PositiveSmallIntegerField()
    customer_name = models.CharField(max_length=100)
    placed_at = models.DateTimeField(auto_now_add=True)


class Review(models.Model):
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name='reviews')
    author = models.CharField(max_length=100)
    stars = models.PositiveSmallIntegerField()
    body = models.TextField()

    class Meta:
        ordering = ['id']
        unique_together = [('item', 'author')]
