import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_stock')]
    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author', models.CharField(max_length=100)),
                ('stars', models.PositiveSmallIntegerField()),
                ('body', models.TextField()),
                ('item', models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='shop.item')),
            ],
            options={'ordering': ['id'], 'unique_together': {('item', 'author')}},
        ),
    ]
