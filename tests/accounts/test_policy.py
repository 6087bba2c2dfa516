"""One table says who may do what; every door asks it."""

import pytest

from accounts.policy import ALLOWED, Role, Verb, may

pytestmark = pytest.mark.once
# The lowest role that each verb needs.
NEEDS = {
    Verb.READ: Role.CONTRIBUTOR,
    Verb.FILE: Role.CONTRIBUTOR,
    Verb.DECIDE_MATCH: Role.CHECKER,
    Verb.REVIEW: Role.CHECKER,
    Verb.RECORD_OUTCOME: Role.CHECKER,
    Verb.OPEN_REVIEW: Role.EDITOR,
    Verb.SIGN_OFF: Role.EDITOR,
    Verb.PUBLISH: Role.EDITOR,
    Verb.RUN_SOURCES: Role.EDITOR,
    Verb.SET_THRESHOLDS: Role.EDITOR,
    Verb.RELEASE_METHOD: Role.EDITOR,
    Verb.MANAGE: Role.ADMIN,
}
RISING = list(Role)


def test_every_role_and_every_verb_stands_in_the_table() -> None:
    assert set(ALLOWED) == set(Role)
    assert set(NEEDS) == set(Verb)


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_needs_no_more_trust_than_it_has(role: Role, verb: Verb) -> None:
    assert may(role.value, verb) is (RISING.index(role) >= RISING.index(NEEDS[verb]))


def test_a_role_that_does_not_exist_is_an_error_and_not_a_no() -> None:
    with pytest.raises(ValueError, match="is not a valid Role"):
        may("owner", Verb.READ)
