import pytest
from tests.specimens import *
from archive import models
@pytest.mark.django_db(transaction=True)
def test_removed(client):
    take(volume(page("1")+document(1,"<head>A</head><p>one</p>")+document(2,"<head>B</head><p>two entirely different words</p>")))
    try:
        take(volume(page("1")+document(1,"<head>A</head><p>one</p>")))
        print("OK", models.Document.objects.values_list("identifier","order","withdrawn_reason"))
        print(client.get("/volumes/frus1937v01/d2/").status_code)
    except Exception as e: print("FAILED", e)
@pytest.mark.django_db(transaction=True)
def test_shared(client):
    transcribe("761.93/1\n\nA to B\n\nSir: one [Page 22] two\n","a"); transcribe("761.93/2\n\nC to D\n\nSir: three [Page 22] four\n","b")
    print(list(models.Page.objects.values_list("identifier","order","source")))
    print([ (p.document.identifier,p.order) for p in models.Passage.objects.filter(page__identifier="pg_22").order_by("order")])
    transcribe("761.93/1\n\nA to B\n\nSir: one  two\n","a")
    print(list(models.Page.objects.values_list("identifier","order","source")))
    r=client.get("/volumes/transcripts/pg_22/"); print(r.status_code, b"four" in r.content)
@pytest.mark.django_db(transaction=True)
def test_empty(client):
    take(volume(page("1")+document(1,"<head/><figure><graphic url='x'/></figure>")+document(2,"<head>B</head><p>two</p>")+'<div type="chapter" xml:id="ch1"/>'))
    for u in ["d1/","d1.json","d1.txt","d1/full/","d1/pg_1/","pg_1/","ch1/", "ch1/full/","ch1.json",""]:
        print(u, client.get("/volumes/frus1937v01/"+u).status_code)
@pytest.mark.django_db(transaction=True)
def test_removed2(client):
    take(volume(page("1")+document(1,"<head>A</head><p>one</p>")+document(2,"<head>B</head><p>two entirely different words</p>")))
    take(volume(page("1")+document(1,"<head>A</head><p>one</p>")))
    d=models.Document.objects.get(identifier="d2"); print(d.length, d.passages.count(), d.notes.count())
