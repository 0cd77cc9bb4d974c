def change(request, pk):
    found = queries.get(pk, viewer=request.standing)
    form = forms.Words(request.POST or None, initial={"text": found.text})
    return page(request, "needs/words.html", form=form)
