"""An invented letter and its enclosures, with formulas said more than once, for tests of annotations."""

HARBOR = (
    "No. 17\n"
    "Mr. Vale to the Secretary of State\n"
    "Port Arden, May 4, 1861. [Received June 2.]\n"
    "Sir: I have the honor to report that the lease of the northern lighthouse will expire in December. The keeper, "
    "who is seventy, asked me whether the Government would renew it. I told him that I had no instructions.\n"
    "He showed me three letters of the late consul. In the first the consul says that the lamps were paid for. In the "
    "second he says that they were not. The third is about a boat.\n"
    "I have the honor to be, Sir, your obedient servant,\n"
    "Henry Vale\n"
    "[Enclosure 1]\n"
    "The Keeper to Mr. Vale\n"
    "Sir: The oil has come. I have the honor to be, Sir, your obedient servant,\n"
    "J. Arden\n"
    "[Enclosure 2]\n"
    "The Pilot to Mr. Vale\n"
    "Sir: The boat has not. I have the honor to be, Sir, your obedient servant,\n"
    "P. Quill"
)
FORMULA = "I have the honor to be, Sir, your obedient servant,"


def nth(text: str, words: str, number: int) -> int:
    """Where some words begin for the ``number``-th time, counted from 1."""
    at = -1
    for _ in range(number):
        at = text.index(words, at + 1)
    return at
