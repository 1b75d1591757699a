"""Where a name goes on that says what its body is to do.

    the Commission to Monitor the Ceasefire has …    -> Commission to Monitor the Ceasefire
    the Coalition to End Child Marriage              -> Coalition to End Child Marriage
    The Court to Hear Appeal, the Embassy to Chad    -> no further than the head: a heading, and a seat

The verbs are in `name_words.csv`.
"""

from extractors.organizations.surroundings import Surroundings
from extractors.organizations.words import Kind, words

_ARTICLES = ("the", "a", "an", "its", "their")
_LINKS = ("of", "for", "against", "on", "and")
_BEHIND = (",", ".", ";", "(", ")", "'s", "’s")
_MOST_WORDS = 8


def with_aim(around: Surroundings, start: int, end: int) -> int:
    """End of the name on `[start, end)`, behind which a *to* stands, with what its body is to do; `end` for nothing."""
    if (
        around[start - 1].lower not in _ARTICLES
        or around[end + 1].lower not in words(Kind.AIM)
        or not around[end + 1].text.istitle()
    ):
        return end
    last = _object(around, end + 2)
    goes_on = around[last].text.islower() or around[last].text in _BEHIND
    return last if last > end + 2 and (goes_on or around[start - 1].text.islower()) else end


def _object(around: Surroundings, start: int) -> int:
    """End of the capitalised words behind a verb, with what links and articles join to them; `start` for none."""
    end = position = start
    while position < start + _MOST_WORDS:
        has_article = around[position].lower == "the"
        first = position + has_article
        if first in around.places:
            end = position = around.places[first]
        elif around[first].is_name_word and first not in around.listed:
            end = position = first + 1
        elif position == end > start and not has_article and around[position].lower in _LINKS:
            position += 1
            if around[position - 1].lower == "and" and not around.is_topic(position):
                break
        else:
            break
    return end
