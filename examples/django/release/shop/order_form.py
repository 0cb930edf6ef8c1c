from django import forms

from .models import Item


class OrderForm(forms.Form):
    item = forms.ModelChoiceField(Item.objects.all(), to_field_name='slug')
    quantity = forms.IntegerField(min_value=1, max_value=99)
    name = forms.CharField(max_length=100)
