"""What scholars paste leads to the passage that is meant and to no other, in a library such as the series has."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from archive.citations.resolver import finding, resolve, shelf, understanding
from archive.models import Address, Document
from archive.store import withdrawal
from tests import specimens
from tests.citations import library as books

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600), pytest.mark.usefixtures("library")]

V = "/volumes/"
D5 = "Foreign Relations of the United States Diplomatic Papers, 1934, The American Republics, Volume V"
GPO = "Washington: Government Printing Office"

# A text, and what follows /volumes/ in the address that it leads to.
VARIANTS = [
    # the house form
    (f"{D5} ({GPO}, 1952), 57.", "frus1934v05/pg_57/"),
    (f"{D5} ({GPO}, 1952), 57–59.", "frus1934v05/pg_57/"),
    (f"{D5} (Washington: United States Government Printing Office, 1952), III.", "frus1934v05/pg_III/"),
    (f"{D5} ({GPO}, 1952), [500].", "frus1934v05/pg_500/"),
    (f"{D5} ({GPO}, 1952), 57, https://history.state.gov/historicaldocuments/frus1934v05/pg_57, July 2, 2026.",
     "frus1934v05/pg_57/"),
    (f"{D5} ({GPO}, 1952), Document 41.", "frus1934v05/d41/"),
    (D5, "frus1934v05/"),
    ("Message of the President of the United States to the Two Houses of Congress, at the Commencement of the Second "
     f"Session of the Thirty-seventh Congress ({GPO}, 1861), 31.", "frus1861/pg_31/"),
    ("Papers Relating to Foreign Affairs, Accompanying the Annual Message of the President to the Second Session "
     f"Thirty-eighth Congress, Part IV ({GPO}, 1865), 31.", "frus1864p4/pg_31/"),
    ("Papers Relating to the Foreign Relations of the United States, Transmitted to Congress with the Annual Message "
     f"of the President, December 2, 1872, Part II, Volume V ({GPO}, 1872), [Map 1].", "frus1872p2v5/pg_Map-1/"),
    ("Papers Relating to the Foreign Relations of the United States, Transmitted to Congress with the Annual Message "
     f"of the President, December 1, 1873, Part II, Volume III ({GPO}, 1874), II.", "frus1873p2v3/pg_II/"),
    (f"Foreign Relations of the United States, 1894, Nicaragua (Mosquito Territory) ({GPO}, 1895), II.",
     "frus1894Nicaragua/pg_II/"),
    (f"Papers Relating to the Foreign Relations of the United States, 1917, Supplement 2, The World War, Volume II "
     f"({GPO}, 1932), [797].", "frus1917Supp02v02/pg_797/"),
    (f"Foreign Relations of the United States, 1969–1976, Volume XIX, Part 1, Korea, 1969–1972, eds. A. See and D. "
     f"Eff ({GPO}, 2010), Document 117.", "frus1969-76v19p1/d117/"),
    # short forms
    ("FRUS 1934 V 57", "frus1934v05/pg_57/"),
    ("FRUS 1934 V 57-58", "frus1934v05/pg_57/"),
    ("frus 1934 v 57", "frus1934v05/pg_57/"),
    ("FRUS, 1934, V, 57–58", "frus1934v05/pg_57/"),
    ("FRUS, 1934, V:57", "frus1934v05/pg_57/"),
    ("FRUS 1934, 5:57–58.", "frus1934v05/pg_57/"),
    ("FRUS, 1934, vol. V, pp. 57–58", "frus1934v05/pg_57/"),
    ("FRUS, 1934, vol. 5, p. 57.", "frus1934v05/pg_57/"),
    ("FRUS (1934), V, 57", "frus1934v05/pg_57/"),
    ("F.R.U.S., 1934, vol. v, p. 57", "frus1934v05/pg_57/"),
    ("*FRUS*, 1934, vol. V, p. 57", "frus1934v05/pg_57/"),
    ("<i>FRUS</i>, 1934, vol. V, p. 57", "frus1934v05/pg_57/"),
    ("FRUS\u00a01934\u2009V\u200b 57", "frus1934v05/pg_57/"),
    ("FRUS 1934 V", "frus1934v05/"),
    ("FRUS 1934 V iii", "frus1934v05/pg_III/"),
    ("FRUS 1934 V 57n3", "frus1934v05/pg_57/"),
    ("FRUS 1934 V, 57, note 3", "frus1934v05/pg_57/"),
    ("FRUS, 1934, V, 57 ff.", "frus1934v05/pg_57/"),
    ("FRUS, 1934, V, at 57", "frus1934v05/pg_57/"),
    ("FRUS 1934/V/57", "frus1934v05/pg_57/"),
    ("FRUS 1861, 57", "frus1861/pg_57/"),
    ("frus1861", "frus1861/"),
    ("1934 V 57", "frus1934v05/pg_57/"),
    ("1934, vol. V, p. 57", "frus1934v05/pg_57/"),
    ("Foreign Relations, 1934, vol. V, p. 57", "frus1934v05/pg_57/"),
    ("Foreign Relations, 1934, The American Republics, vol. V, p. 57", "frus1934v05/pg_57/"),
    ("Foreign Relations, 1934, Am. Republics, vol. V, p. 57", "frus1934v05/pg_57/"),
    ("For. Rel., 1934, V, p. 57", "frus1934v05/pg_57/"),
    ("Vol. V, page 57, Foreign Relations, 1934", "frus1934v05/pg_57/"),
    ("page 57 of Foreign Relations, 1934, volume V", "frus1934v05/pg_57/"),
    ("U.S. Department of State, Foreign Relations of the United States, 1934 (Washington, D.C.: GPO, 1952), V, 57.",
     "frus1934v05/pg_57/"),
    ("Department of State, Foreign Relations of the United States: Diplomatic Papers, 1934 (In Five Volumes), V, 57",
     "frus1934v05/pg_57/"),
    ("Foreign Relations of the United States [hereafter FRUS], 1934, V, 57", "frus1934v05/pg_57/"),
    ("See also Foreign Relations, 1934, vol. V, p. 57, where it is told.", "frus1934v05/pg_57/"),
    ("12. Cf. Foreign Relations, 1934, vol. V, p. 57.", "frus1934v05/pg_57/"),
    # legal forms
    ("1934 For. Rel. (Vol. V) 57", "frus1934v05/pg_57/"),
    ("[1934] 5 Foreign Rel. U.S. 57 (1952)", "frus1934v05/pg_57/"),
    ("5 Foreign Relations of the United States 1934, at 57 (1952)", "frus1934v05/pg_57/"),
    ("5 FRUS 1934, 57", "frus1934v05/pg_57/"),
    ("1918 For. Rel. (Russia) III 51", "frus1918Russiav03/pg_51/"),
    ("[1894] FOREIGN REL. U.S. 30 (1895)", "frus1894/pg_30/"),
    ("FR 1934, vol. V, p. 57", "frus1934v05/pg_57/"),
    ("USFR, 1934, V, 57", "frus1934v05/pg_57/"),
    # subtitles, supplements, appendices, parts
    ("FRUS, 1894, 30", "frus1894/pg_30/"),
    ("FRUS: Yalta, 76", "frus1945Malta/pg_76/"),
    ("FRUS, 1945, Malta-Yalta, 76", "frus1945Malta/pg_76/"),
    ("Lansing Papers I, 57", "frus1914-20v01/pg_57/"),
    ("Foreign Relations, 1902, Whaling and Sealing Claims, p. 20", "frus1902app1/pg_20/"),
    ("Diplomatic Correspondence, 1864, Part IV, p. 22", "frus1864p4/pg_22/"),
    ("Foreign Affairs, 1864, pt. IV, p. 22", "frus1864p4/pg_22/"),
    ("FRUS, 1952–1954, vol. 1/1, 798", "frus1952-54v01p1/pg_798/"),
    ("FRUS, 1969–76, vol. E-5/1, doc. 117", "frus1969-76ve05p1/d117/"),
    ("1918, Russia, vol. III", "frus1918Russiav03/"),
    ("Foreign Relations, 1918, Russia, vol. iii, p. 51", "frus1918Russiav03/pg_51/"),
    ("FRUS 1918 Russia III 51", "frus1918Russiav03/pg_51/"),
    ("FRUS, 1918: Russia, III, 51–57", "frus1918Russiav03/pg_51/"),
    ("Foreign Relations, 1919, Russia, p. 51", "frus1919vRussia/pg_51/"),
    ("Paris Peace Conference, 1919, vol. XI, p. 30", "frus1919Parisv11/pg_30/"),
    ("FRUS, The Paris Peace Conference, 1919, XI, 30", "frus1919Parisv11/pg_30/"),
    ("FRUS: PPC, 1919, XI, 30", "frus1919Parisv11/pg_30/"),
    ("PPC XI:30", "frus1919Parisv11/pg_30/"),
    ("PPC, XI, 30-31", "frus1919Parisv11/pg_30/"),
    ("FRUS 1919 Paris I 30", "frus1919Parisv01/pg_30/"),
    ("Foreign Relations, 1917, supp. 2, vol. ii, p. 798", "frus1917Supp02v02/pg_798/"),
    ("FRUS, 1917, Suppl. 2: The World War, II, 798", "frus1917Supp02v02/pg_798/"),
    ("Foreign Relations, 1914, Supplement, The World War, p. 20", "frus1914Supp/pg_20/"),
    ("FRUS 1914 Supp. 20", "frus1914Supp/pg_20/"),
    ("Foreign Relations, 1894, Appendix I, p. 20", "frus1894app1/pg_20/"),
    ("1894, Appendix I", "frus1894app1/"),
    ("FRUS, 1902, App. I, 20", "frus1902app1/pg_20/"),
    ("Foreign Relations, 1902, Appendix 1, Whaling and Sealing Claims, p. 20", "frus1902app1/pg_20/"),
    ("Foreign Relations, 1901, Appendix (Affairs in China), p. 31", "frus1901China/pg_31/"),
    ("FRUS 1901, Affairs in China, 31", "frus1901China/pg_31/"),
    ("FRUS 1901, 31", "frus1901/pg_31/"),
    ("FRUS, 1894, Nicaragua, 22", "frus1894Nicaragua/pg_22/"),
    ("FRUS 1864, pt. 4, 22", "frus1864p4/pg_22/"),
    ("FRUS 1864, Part III, p. 22", "frus1864p3/pg_22/"),
    ("FRUS 1864 IV 22", "frus1864p4/pg_22/"),
    ("Foreign Relations, 1872, Part II, vol. V, p. 22", "frus1872p2v5/pg_22/"),
    ("FRUS 1872, pt. 2, vol. 2, 22", "frus1872p2v2/pg_22/"),
    ("FRUS, 1952–54, vol. I, pt. 1, pp. 798-99", "frus1952-54v01p1/pg_798/"),
    ("FRUS, 1952–1954, I/1, 798", "frus1952-54v01p1/pg_798/"),
    ("FRUS, 1952/54, Volume I, Part 2, p. 866", "frus1952-54v01p2/pg_866/"),
    ("Foreign Relations of the United States, Japan, 1931–1941, vol. I, p. 76", "frus1931-41v01/pg_76/"),
    ("FRUS, Japan: 1931-41, I, 76", "frus1931-41v01/pg_76/"),
    ("FRUS, 1942, China, 76", "frus1942China/pg_76/"),
    ("FRUS 1945, Malta and Yalta, 76", "frus1945Malta/pg_76/"),
    ("FRUS, The Conferences at Malta and Yalta, 1945, p. 76", "frus1945Malta/pg_76/"),
    ("FRUS, Malta and Yalta, 76", "frus1945Malta/pg_76/"),
    # numbered documents
    ("FRUS, 1934, vol. V, doc. 41", "frus1934v05/d41/"),
    ("FRUS 1934 V, Document 41", "frus1934v05/d41/"),
    ("FRUS, 1934, vol. V, No. 41", "frus1934v05/d41/"),
    ("FRUS 1934 V d41", "frus1934v05/d41/"),
    ("FRUS, 1969–76, XVII, doc. 117", "frus1969-76v17/d117/"),
    ("FRUS, 1969–1976, vol. XVII, no. 117", "frus1969-76v17/d117/"),
    ("FRUS, 1969-76, E-5, Part 1, Doc. 117", "frus1969-76ve05p1/d117/"),
    ("FRUS, 1969–1976, Volume XIX, Part 1, Korea, Document 117, footnote 2", "frus1969-76v19p1/d117/"),
    # letters on their pages
    ("Norris to Secretary of State, October 3, 1933, FRUS, 1934, V, 20.", "frus1934v05/d1/pg_20/"),
    ("The Chargé in Chile (Norris) to the Secretary of State, Santiago, October 3, 1933, in Foreign Relations of the "
     f"United States Diplomatic Papers, 1934, The American Republics ({GPO}, 1952), 5:20", "frus1934v05/d1/pg_20/"),
    ("Foreign Relations, 1934, vol. V, p. 20 (Norris to Secretary of State, October 3, 1933)", "frus1934v05/d1/pg_20/"),
    ("Norris to Secretary of State, October 3, 1933, FRUS, 1934, vol. V", "frus1934v05/d1/"),
    ("“Memorandum by the Chief of the Division of Harbors,” FRUS, 1934, V, 58", "frus1934v05/d41/pg_58/"),
    ("Norris to Secretary of State, October 12, 1933, FRUS, 1934, V, 58.", "frus1934v05/pg_58/"),  # two of that day
    ("Smythe to Secretary of State, October 3, 1933, FRUS, 1934, V, 20.", "frus1934v05/pg_20/"),
    ("Norris to Secretary of State, May 5, 1933, FRUS, 1934, V, 20.", "frus1934v05/pg_20/"),
    # letters by themselves
    ("Norris to Secretary of State, No. 1551, October 3, 1933", "frus1934v05/d1/"),
    ("Norris to the Secretary of State, despatch 1551, 3 October 1933", "frus1934v05/d1/"),
    ("Chargé Norris to SecState, Oct. 3, 1933", "frus1934v05/d1/"),
    ("telegram No. 42, Norris to Secretary of State, October 11, 1933", "frus1934v05/d3/"),
    ("825.512/49", "frus1934v05/d1/"),
    ("File No. 825.512/49", "frus1934v05/d1/"),
    ("Central Files, 825.00/5–1349", "frus1949v08/d1/"),
    ("825.00/5-1349: Telegram", "frus1949v08/d1/"),
    ("Vale to SecState, 13 May 1949, 825.00/5-1349, RG 59", "frus1949v08/d1/"),
    # beside what is not of the series
    ("FRUS, 1934, V, 57; Smith, Diplomacy", "frus1934v05/pg_57/"),
    ("Davies to Secretary of State, No. 22, 761.93/1583", "transcripts/761-93-1583/"),
    # addresses
    ("https://history.state.gov/historicaldocuments/frus1934v05/d41", "frus1934v05/d41/"),
    ("http://history.state.gov/historicaldocuments/frus1934v05/pg_57/", "frus1934v05/pg_57/"),
    ("history.state.gov/historicaldocuments/frus1934v05", "frus1934v05/"),
    ("https://history.state.gov/historicaldocuments/frus1934v05/d41#fn1", "frus1934v05/d41/"),
    ("https://chancery.example/volumes/frus1934v05/d1/pg_20/", "frus1934v05/d1/pg_20/"),
    ("http://127.0.0.1:8000/volumes/frus1934v05/d1/full/", "frus1934v05/d1/"),
    ("https://chancery.example/volumes/frus1934v05/d1.json", "frus1934v05/d1/"),
    ("https://chancery.example/volumes/frus1934v05/d1/cite/?style=mla&page=pg_20", "frus1934v05/d1/pg_20/"),
    ("(see https://chancery.example/volumes/frus1934v05/d1/).", "frus1934v05/d1/"),
    ("/volumes/frus1934v05/pg_57/", "frus1934v05/pg_57/"),
    ("/volumes/frus1934v05/d1/pg_57/", "frus1934v05/pg_57/"),  # a page that is not the document's
    ("/volumes/frus1934v05/d1/#pg_20", "frus1934v05/d1/pg_20/"),
    ("frus1934v05#pg_57", "frus1934v05/pg_57/"),
    ("frus1934v05/d41", "frus1934v05/d41/"),
    ("FRUS1934v05/d41", "frus1934v05/d41/"),
    ("frus1952-54v01p2/pg_866", "frus1952-54v01p2/pg_866/"),
    ("specimen/d2", "specimen/d2/"),
]  # fmt: skip

# A text that leads nowhere, and words of the reason.
NEAR_MISSES = [
    (f"{D5}, Part 2 ({GPO}, 1952), 57", "Part 2"),
    (f"{D5} ({GPO}, 1952), 957", "has no page 957"),
    (f"{D5.replace('1934', '1943')} ({GPO}, 1952), 57", "of 1943"),
    ("FRUS 1935 V 57", "of 1935 numbered V"),
    ("FRUS 1943 V 57", "Nothing of those years"),
    ("FRUS 1394 V 57", ""),
    ("FRUS 1834 V 57", "of 1834"),
    ("FRUS 1934 IX 57", "the archive holds: Volume IV; Volume V"),
    ("FRUS 1934 vol. VI, p. 57", "numbered VI"),
    ("FRUS, 1934, vol. III, p. 57", "numbered III"),
    ("FRUS 1934 V 2000", "has no page 2000: its last is 799"),
    ("FRUS 1934 V 800", "has no page 800: its last is 799"),
    ("FRUS 1934 V 60", "has no page 60."),
    ("FRUS 1934 V xl", "has no page xl."),
    ("FRUS 1917, Supp. 2, vol. II, 57", "has no page 57."),
    ("FRUS 1917, Supp. 2, vol. I, 798", "numbered I"),
    ("FRUS 1917, Supp. 1, vol. II, 798", "Supplement 1"),
    ("FRUS 1914, Supp. 20, p. 20", "numbered XX (Supplement)"),
    ("FRUS 1918 Russia II 51", "numbered II"),
    ("FRUS 1918 China III 51", "called “China”"),
    ("FRUS 1919 Paris XII 30", "numbered XII"),
    ("PPC III:30", "numbered III"),
    ("Paris Peace Conference, 1918, vol. XI, p. 30", "of 1918"),
    ("FRUS 1919 Russia II 30", "numbered II"),
    ("FRUS 1894 Appendix II 20", "Appendix 2"),
    ("FRUS 1894, Chile, 20", "called “Chile”"),
    ("FRUS 1902 Appendix II p. 20", "Appendix 2"),
    ("FRUS 1901, Appendix II, p. 20", "Appendix 2"),
    ("FRUS 1864, pt. 2, 22", "Part 2"),
    ("FRUS 1872, Part I, vol. V, 22", "Part 1"),
    ("FRUS 1872, Part II, vol. III, 22", "numbered III"),
    ("FRUS 1952–54, I, Part 1, 866", "has no page 866: its last is 799"),
    ("FRUS 1952–54, I, Part 3, 798", "Part 3"),
    ("FRUS 1952–54, II, Part 1, 798", "numbered II"),
    ("FRUS 1951–54, I, Part 1, 798", "1951–1954"),
    ("FRUS 1964–68, XVII, doc. 117", "1964–1968"),
    ("FRUS 1969–76, XVIII, doc. 117", "numbered XVIII"),
    ("FRUS 1969–76, XVII, doc. 999", "has no document 999"),
    ("FRUS 1969–76, E–6, doc. 117", "numbered E–6"),
    ("FRUS 1936 V 57", "numbered V"),
    ("FRUS 1861 II 57", "numbered II"),
    ("FRUS 1942, Cairo and Tehran, 76", "called"),
    ("FRUS, Potsdam, 76", "called “Potsdam”"),
    ("825.512/499", "825.512/499 is held"),
    ("611.93/5–1454", "611.93/5–1454 is held"),
    ("DBFP, 1934, vol. V, p. 57", "called “DBFP”"),
    ("Congressional Record, 1934, vol. 5, p. 57", "called “Congressional Record”"),
    ("Documents on American Foreign Relations, 1934, vol. V, p. 57", "called “Documents on American"),
    ("Smith, A History of Foreign Relations, 1934 (New York, 1950), vol. V, p. 57", "called “Smith"),
    ("Foreign Relations of Canada, 1934, V, 57", ""),
    ("The Foreign Relations of China, 1949, vol. VIII, p. 22", "Foreign Relations of China"),
    ("899.99", "899.99 is held"),
    ("Norris to Secretary of State, No. 1552, October 3, 1933", "No document from Norris"),
    ("Norris to Secretary of State, No. 1551, October 3, 1934", "No document from Norris"),
    ("Smythe to Secretary of War, No. 1551, October 3, 1933", "No document from Smythe"),
    ("Secretary of State to Norris, No. 1551, October 3, 1933", "No document from Secretary of State"),
    ("Norris to Secretary of State", "Two parties alone"),
    ("https://history.state.gov/historicaldocuments/frus1935v05/d41", "No volume frus1935v05"),
    ("https://history.state.gov/historicaldocuments/frus1934v05/d999", "has no document 999"),
    ("/volumes/frus1934v05/pg_800/", "has no page 800"),
    ("/volumes/frus1934v05/nothing/", "has no “nothing”"),
    ("https://example.org/volume/5/page/57", "Nothing in it reads as a citation"),
    ("Hansard, vol. 5, p. 57", ""),
    ("Ibid., p. 58", "stands for a citation before it"),
    ("op. cit., 57", "stands for a citation before it"),
    ("Ante, p. 57.", "points within the volume"),
    ("supra, note 5", "points within the volume"),
    ("The weather was fine in Santiago.", "Nothing in it reads as a citation"),
    ("57", "Nothing in it reads as a citation"),
    ("", "Nothing in it reads as a citation"),
]

# A text that may mean several, or one in doubt: all of them.
DOUBTFUL = [
    ("FRUS, China, 31",
     ["frus1901China/pg_31/", "frus1942China/pg_31/", "frus1949v08/pg_31/", "frus1969-76v17/pg_31/"]),
    ("FRUS, Nicaragua, 31", ["frus1894Nicaragua/pg_31/"]),
    ("American Affairs, 1934, vol. V, p. 57", ["frus1934v05/pg_57/"]),
    ("For. Rel. 1934, vol. v, pp. 57, 58", ["frus1934v05/pg_57/", "frus1934v05/pg_58/"]),
    ("FRUS 1934, p. 57", ["frus1934v04/pg_57/", "frus1934v05/pg_57/"]),
    ("FRUS, 1952–54, I, p. 866", ["frus1952-54v01p2/pg_866/"]),
    ("FRUS 1953 I, Part 2, 866", ["frus1952-54v01p2/pg_866/"]),
    ("FRUS 1872 V 22", ["frus1872p2v5/pg_22/"]),
    ("FRUS 1864 22", ["frus1864p3/pg_22/", "frus1864p4/pg_22/"]),
    ("FRUS 1917 II 798", ["frus1917Supp02v02/pg_798/"]),
    ("FRUS 1918 III 51", ["frus1918Russiav03/pg_51/"]),
    ("FRUS 1934, The Far East, vol. V, p. 57", ["frus1934v05/pg_57/"]),
    ("FRUS 1934 V 57, 58", ["frus1934v05/pg_57/", "frus1934v05/pg_58/"]),
    ("FRUS 1934 V 57; FRUS 1936 III 20", ["frus1934v05/pg_57/", "frus1936v03/pg_20/"]),
    ("FRUS, 1934, V, 57; IV, 20", ["frus1934v05/pg_57/", "frus1934v04/pg_20/"]),
    ("Foreign Relations, 1934, vol. V, p. 57, and vol. IV, p. 20", ["frus1934v05/pg_57/", "frus1934v04/pg_20/"]),
    ("FRUS 1934 V 57, 1999", ["frus1934v05/pg_57/"]),
    ("FRUS, 1934, vol. V, docs. 41 and 1", ["frus1934v05/d41/"]),
    ("FRUS 1934, V, 57; 1936, III, 20", ["frus1934v05/pg_57/", "frus1936v03/pg_20/"]),
    ("Norris to Secretary of State, October 12, 1933", ["frus1934v05/d4/", "frus1934v05/d5/"]),
    ("Norris to Secretary of State, FRUS 1934, vol. V",
     ["frus1934v05/d1/", "frus1934v05/d3/", "frus1934v05/d4/", "frus1934v05/d5/"]),
    ("Smythe to Secretary of State, October 3, 1933, FRUS 1934, vol. V", ["frus1934v05/"]),
    ("FRUS 1934 V 57, https://history.state.gov/historicaldocuments/frus1936v03/d110",
     ["frus1936v03/d110/", "frus1934v05/pg_57/"]),
    ("https://history.state.gov/historicaldocuments/frus1934v05/d1, p. 57", ["frus1934v05/d1/", "frus1934v05/pg_57/"]),
    ("FRUS, 1969–76, XVII, 117", ["frus1969-76v17/d117/"]),
    ("Norris to Secretary of State, No. 9, October 3, 1933, 825.512/49", ["frus1934v05/d1/"]),
]  # fmt: skip


def found(text: str) -> tuple[int, list[str]]:
    """The status of an answer, and what follows /volumes/ in each address."""
    answer = resolve.answer(text)
    return answer.status, [match.url.removeprefix(V) for match in answer.matches]


@pytest.mark.parametrize(("text", "address"), VARIANTS)
def test_a_citation_leads_to_its_passage(text: str, address: str) -> None:
    assert found(text) == (302, [address])


@pytest.mark.parametrize(("text", "reason"), NEAR_MISSES)
def test_a_near_miss_leads_nowhere_and_is_told_why(text: str, reason: str) -> None:
    answer = resolve.answer(text)
    assert (answer.status, answer.matches) == (404, ())
    assert reason in " ".join(answer.why_not)


@pytest.mark.parametrize(("text", "addresses"), DOUBTFUL)
def test_in_doubt_all_that_may_be_meant_is_listed(text: str, addresses: list[str]) -> None:
    status, urls = found(text)
    assert status == 300
    assert sorted(urls) == sorted(addresses)


def test_there_are_as_many_citations_in_the_tables_as_were_asked_for() -> None:
    assert len({text for text, _ in VARIANTS}) >= 80
    assert len({text for text, _ in NEAR_MISSES}) >= 40


@pytest.mark.parametrize("text", [text for text, _ in VARIANTS])
def test_one_citation_takes_a_few_queries(text: str, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    (cited, *_) = understanding.understand(text)
    with django_assert_max_num_queries(6):
        resolve.resolve(cited)


@pytest.mark.parametrize("text", [text for text, _ in NEAR_MISSES])
def test_a_near_miss_takes_no_more(text: str, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(6):
        resolve.answer(text)


def test_fifty_citations_take_hardly_more_than_one(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    text = "\n".join(f"{number}. {text}" for number, (text, _) in enumerate(VARIANTS[:70], 1))
    with django_assert_max_num_queries(12):
        answer = resolve.everything(text)
    assert len(answer.resolutions) >= 50


def test_the_volumes_are_read_once_for_each_state_of_the_archive(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = shelf.current()
    with django_assert_num_queries(1):
        assert shelf.current() is first


def test_a_volume_that_arrives_is_known_at_once() -> None:
    assert found("FRUS 1937 III 21") == (404, [])
    specimens.take(books.source(books.Book("frus1937v03", "FRUS, 1937, The Far East, Volume III", "", "1937", "III")))
    assert found("FRUS 1937 III 21") == (302, ["frus1937v03/pg_21/"])


def test_a_document_that_moved_is_found_where_it_is_now() -> None:
    document = Document.objects.get(volume__identifier="frus1934v05", identifier="d1")
    Address.objects.create(volume="frus1934v05", identifier="d9x", document=document)
    answer = resolve.answer("https://history.state.gov/historicaldocuments/frus1934v05/d9x")
    assert (answer.status, answer.matches[0].url) == (302, "/volumes/frus1934v05/d1/")
    assert answer.why_not == ("d9x is d1 now.",)


def test_a_withdrawn_volume_is_not_found_and_the_reason_is_told() -> None:
    withdrawal.withdraw("frus1934v05", "Under review")
    for text in ("FRUS 1934 V 57", D5, "frus1934v05/d1", "Norris to Secretary of State, No. 1551, October 3, 1933"):
        assert found(text) == (404, [])
    assert "has been withdrawn: Under review" in resolve.answer("FRUS 1934 V 57").why_not[0]


def test_a_withdrawn_document_is_not_found_but_its_page_is() -> None:
    withdrawal.withdraw("frus1934v05/d1", "Under review")
    answer = resolve.answer("frus1934v05/d1")
    assert (answer.status, answer.why_not) == (404, ("frus1934v05/d1 has been withdrawn: Under review",))
    assert found("825.512/49")[0] == 404
    assert found("FRUS 1934, V, doc. 1") == (404, [])
    assert found("Norris to Secretary of State, October 3, 1933, FRUS, 1934, V, 20.") == (302, ["frus1934v05/pg_20/"])


def test_a_file_number_of_several_papers_leads_to_its_dossier_and_to_each() -> None:
    answer = resolve.answer("825.512/52")
    assert answer.status == 300
    assert [match.url for match in answer.matches] == [
        "/files/825.512/52/",
        "/volumes/frus1934v05/d4/",
        "/volumes/frus1934v05/d5/",
    ]


@pytest.mark.parametrize("text", ["825.512", "https://chancery.example/files/825.512/", "File No. 825.512"])
def test_a_class_of_the_files_leads_to_its_dossier(text: str) -> None:
    answer = resolve.answer(text)
    assert (answer.status, [match.url for match in answer.matches]) == (302, ["/files/825.512/"])
    assert answer.matches[0].kind == "dossier"


def test_a_label_says_which_passage_it_is() -> None:
    labels = {
        "FRUS 1934 V 57": f"{D5}, p. 57",
        "FRUS 1934 V iii": f"{D5}, p. III",
        "FRUS 1934 V 57–59": f"{D5}, pp. 57–59, from p. 57",
        "FRUS 1934 V": D5,
        "frus1934v05/d1/pg_20": f"{books.NORRIS}, October 3, 1933, document 1, p. 20 ({D5})",
    }
    assert {text: resolve.answer(text).matches[0].label for text in labels} == labels


def test_programs_are_told_what_was_understood_and_what_was_found() -> None:
    told = resolve.answer("FRUS, 1934, vol. V, p. 57").as_json()
    assert told["understood"] == {
        "series": "Foreign Relations of the United States",
        "years": "1934",
        "volume": "V",
        "pages": "57",
    }
    assert told["matches"] == [{"url": "/volumes/frus1934v05/pg_57/", "label": f"{D5}, p. 57", "kind": "page"}]


def test_a_text_of_notes_is_answered_note_by_note() -> None:
    text = (
        "The embassy had long complained of the tax.1 It was not alone in this, as a telegram shows.2\n\n"
        "1. Norris to Secretary of State, October 3, 1933, FRUS, 1934, V, 20.\n"
        "2. Ibid., 57. See also FRUS, 1936, III, 20–21; FRUS, 1950, VI, 3.\n"
        "3. Someone, A Book About Something (Boston: Press, 1999), 45.\n"
        "4. For. Rel., 1919, Paris Peace Conference, XI, 30, and https://history.state.gov/historicaldocuments/frus1861\n"
    )
    answer = resolve.everything(text)
    told = [(each.status, [match.url.removeprefix(V) for match in each.matches]) for each in answer.resolutions]
    assert told == [
        (302, ["frus1934v05/d1/pg_20/"]),
        (404, []),
        (302, ["frus1936v03/pg_20/"]),
        (404, []),
        (302, ["frus1919Parisv11/pg_30/"]),
        (302, ["frus1861/"]),
    ]


def test_lines_that_a_window_wrapped_are_one_citation() -> None:
    text = (
        "Norris to Secretary of State,\nOctober 3, 1933, Foreign Relations of the\nUnited States, 1934,\nvol. V, p. 20"
    )
    assert found(text) == (302, ["frus1934v05/d1/pg_20/"])


def test_a_bibliography_is_answered_line_by_line() -> None:
    lines = [(text, address) for text, address in VARIANTS if text.startswith(("FRUS", "Foreign Relations"))]
    answer = resolve.everything("\n".join(text for text, _ in lines))
    assert [each.matches[0].url.removeprefix(V) for each in answer.resolutions if each.matches] == [a for _, a in lines]


def test_what_was_printed_in_another_archive_s_title_is_found_by_its_title() -> None:
    title = "Specimen Papers Relating to Foreign Relations, 1936–1938, Volume I, Harbors, Lights, and Antiquities"
    assert found(f"{title} (Online: The Chancery Project, 2026), 3.") == (302, ["specimen/pg_3/"])
    assert found("FRUS 1936–1938 I 3") == (404, [])
    assert found("Transcripts, p. 22") == (302, ["transcripts/pg_22/"])


def test_where_not_all_letters_of_a_day_were_compared_none_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Norris to Secretary of State, October 3, 1933"
    assert found(text) == (302, ["frus1934v05/d1/"])
    monkeypatch.setattr(finding, "AT_MOST", 0)
    assert found(text)[0] != 302


def test_a_number_that_the_paper_does_not_bear_leaves_a_doubt() -> None:
    assert found("Secretary of State to Norris, October 9, 1933") == (302, ["frus1934v05/d2/"])
    assert found("Secretary of State to Norris, No. 9, October 9, 1933") == (300, ["frus1934v05/d2/"])


def test_a_paper_that_is_not_found_in_its_volume_is_not_the_volume() -> None:
    assert found("“Treaty of Peace and Lights”, undated, in Foreign Relations, 1934, vol. V") == (300, ["frus1934v05/"])
