from desk.chains import Relay, chain


def test_a_root_that_nobody_heard_says_so() -> None:
    view = chain([Relay("Russia", direct=False), Relay("Witkoff")], articles=2, stories=1, owners=2)

    assert [node.kind for node in view.nodes] == ["root", "relay"]
    assert view.nodes[0].note == "not heard directly"


def test_a_relay_without_a_name_is_somebody() -> None:
    view = chain([Relay("Russia"), Relay("", "on the call")], articles=1, stories=1, owners=1)

    assert (view.nodes[1].name, view.nodes[1].kind) == ("somebody", "unknown")


def test_five_nodes_are_all_shown() -> None:
    view = chain([Relay(str(n)) for n in range(5)], articles=1, stories=1, owners=1)

    assert [node.name for node in view.nodes] == ["0", "1", "2", "3", "4"]


def test_the_middle_of_six_nodes_folds_and_keeps_what_it_hides() -> None:
    view = chain([Relay(str(n)) for n in range(6)], articles=1, stories=1, owners=1)

    assert [node.name for node in view.nodes] == ["0", "1", "2 more", "4", "5"]
    assert [node.name for node in view.nodes[2].folded] == ["2", "3"]


def test_counts_are_written_out() -> None:
    view = chain([], articles=10_000, stories=1, owners=11)

    assert (view.articles, view.reach) == ("10,000 articles", "1 story, 11 owner groups")


def test_a_chain_that_reached_nobody_counts_nothing() -> None:
    view = chain([Relay("Russia")], articles=0, stories=0, owners=0)

    assert (view.articles, view.reach) == ("No article yet", "")


def test_of_many_articles_not_every_owner_was_counted_and_it_says_so() -> None:
    view = chain([], articles=10_000, stories=1, owners=11, least=True)

    assert view.reach == "1 story, at least 11 owner groups"
