"""A pseudonym depends on the key, the source and the person, and on nothing else."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.intake.pseudonyms import Pseudonyms, canonical

KEYS = st.binary(min_size=32, max_size=32)
SCOPES = st.text(alphabet="abc-/", max_size=6)
PERSONS = st.one_of(st.text(alphabet="abcæøåÆØÅ éüäöß0123456789@.-", max_size=12), st.integers(0, 10**10))


@given(KEYS, SCOPES, PERSONS)
def test_the_same_person_has_the_same_pseudonym(key: bytes, scope: str, person: object) -> None:
    assert Pseudonyms(key, scope).of(person) == Pseudonyms(key, scope).of(f"  {str(person).upper().lower()} ".strip())


@given(KEYS, SCOPES, PERSONS, PERSONS)
def test_two_persons_have_two(key: bytes, scope: str, one: object, other: object) -> None:
    assume(canonical(one) != canonical(other))
    assert Pseudonyms(key, scope).of(one) != Pseudonyms(key, scope).of(other)


@given(KEYS, KEYS, SCOPES, SCOPES, PERSONS)
def test_another_key_or_source_gives_another(key: bytes, other: bytes, scope: str, place: str, person: object) -> None:
    assume((key, scope) != (other, place))
    assert Pseudonyms(key, scope).of(person) != Pseudonyms(other, place).of(person)


@given(KEYS, PERSONS)
def test_a_pseudonym_holds_nothing_of_the_person(key: bytes, person: object) -> None:
    made = Pseudonyms(key, "x").of(person)
    assert len(made) == 16
    text = canonical(person)
    assert len(text) < 4 or text.encode() not in made
