from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from .models import Item, Order
from .order_form import OrderForm
from .own_origin import own_origin_only


@require_safe
def front(request):
    return render(request, 'shop/front.html', {'items': Item.objects.all()})


@require_safe
def item(request, slug):
    found = get_object_or_404(Item, slug=slug)
    return render(request, 'shop/item.html', {'item': found, 'reviews': found.reviews.all()})


@require_POST
@own_origin_only
def orders(request):
    form = OrderForm(request.POST)
    if not form.is_valid():
        return render(request, 'shop/refused.html', {'form': form}, status=422)
    ordered = form.cleaned_data
    Order.objects.create(item=ordered['item'], quantity=ordered['quantity'], customer_name=ordered['name'])
    answer = HttpResponseRedirect('/thanks/')
    answer.status_code = 303
    return answer


@require_safe
def thanks(request):
    return render(request, 'shop/thanks.html')
