"""Which addresses we go to, and which are one article."""

import ipaddress

import pytest
import requests.exceptions
from hypothesis import given, settings
from hypothesis import strategies as st
from requests_hardened.ip_filter import filter_host

from sources.addresses import BadAddress, canonical, check_url, forbidden

HOSTILE = [
    "0.0.0.1",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2002:7f00:1::",
    "2606:4700::5efe:7f00:1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "no address at all",
]
PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111"]


@pytest.mark.parametrize("ip", HOSTILE)
def test_an_address_that_is_not_public_is_forbidden_with_a_reason(ip: str) -> None:
    assert forbidden(ip)


@pytest.mark.parametrize("ip", PUBLIC)
def test_a_public_address_is_not_forbidden(ip: str) -> None:
    assert forbidden(ip) is None


def test_the_standard_library_alone_would_let_hostile_addresses_through() -> None:
    believed = [ip for ip in HOSTILE[:-1] if ipaddress.ip_address(ip).is_global]

    assert {"224.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fec0::1"} <= set(believed)


@given(st.ip_addresses())
def test_what_the_standard_library_calls_not_global_is_forbidden(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        assert forbidden(str(ip))


@given(st.ip_addresses())
def test_what_requests_hardened_refuses_is_forbidden(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    try:
        filter_host(str(ip), 80, allow_loopback=False)
    except requests.exceptions.RequestException:
        assert forbidden(str(ip))


@pytest.mark.parametrize(
    ("url", "code", "text"),
    [
        ("ftp://example.org/a", "scheme", "Only http and https addresses."),
        ("javascript:alert(1)", "scheme", "Only http and https addresses."),
        ("file:///etc/passwd", "scheme", "Only http and https addresses."),
        ("gopher://example.org", "scheme", "Only http and https addresses."),
        ("data:text/html,x", "scheme", "Only http and https addresses."),
        ("example.org/a", "scheme", "Only http and https addresses."),
        ("http://user:pw@example.org/", "userinfo", "Remove the user name and password."),
        ("http://good@127.0.0.1/", "userinfo", "Remove the user name and password."),
        ("http:///a", "host", "Give the host too"),
        ("http://[::1/", "host", "cannot be read"),
        ("http://xn--a/", "host", "cannot be read"),
        ("http://exa$mple.org/", "host", "cannot be read"),
        ("http://127%2e0.0.1/", "host", "cannot be read"),
        (f"http://{'a' * 64}.org/", "host", "cannot be read"),
        ("http://example.org:99999/", "port", "from 1 to 65535"),
        ("http://example.org:6379/", "port", "Port 6379"),
        ("http://example.org:25/", "port", "Port 25"),
        ("http://example.org/a b", "space", "Remove the space"),
        ("http://example.org/a\x00", "space", "Remove the space"),
        ("http://example.org\\@127.0.0.1/", "space", "Remove the space"),
        (f"http://example.org/{'a' * 9000}", "length", "has 9019 characters; at most 2048"),
    ],
)
def test_a_bad_address_gets_its_own_text(url: str, code: str, text: str) -> None:
    with pytest.raises(BadAddress) as refusal:
        check_url(url)

    assert refusal.value.code == code
    assert text in str(refusal.value)


PRIVATE_HOSTS = (
    "localhost localhost:6379 api.localhost localhost. 127.1 0x7f.1 2130706433 0177.0.0.1 0 "
    "127。0。0。1 [::1] [::] [::ffff:127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] "
    "169.254.169.254 metadata.internal printer.local router.lan db"
)


@pytest.mark.parametrize("host", PRIVATE_HOSTS.split())
def test_a_private_host_is_refused_without_looking_it_up(host: str) -> None:
    with pytest.raises(BadAddress, match=r"^That address is not on the public internet\.$"):
        check_url(f"http://{host}/")


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTP://Example.ORG:80", "http://example.org/"),
        ("https://example.org:443/a#part", "https://example.org/a"),
        ("  https://example.org/a  ", "https://example.org/a"),
        ("https://bücher.example/ä?q=ü", "https://xn--bcher-kva.example/%C3%A4?q=%C3%BC"),
        ("https://example.org./a%20b", "https://example.org/a%20b"),
        ("https://example.org:8443/?a[]=1&b", "https://example.org:8443/?a[]=1&b"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_a_good_address_has_one_normal_form(url: str, normal: str) -> None:
    assert check_url(url) == normal
    assert check_url(normal) == normal


def test_only_the_exact_pair_is_let_through() -> None:
    allow = frozenset({"127.0.0.1:5001"})

    assert check_url("http://127.0.0.1:5001/feed", allow=allow) == "http://127.0.0.1:5001/feed"
    for near in ("http://127.0.0.1:5002/", "http://127.0.0.2:5001/", "http://localhost:5001/"):
        with pytest.raises(BadAddress):
            check_url(near, allow=allow)


@pytest.mark.parametrize(
    "other",
    [
        "https://NEWS.example.org/a?id=7",
        "https://news.example.org:443/a?id=7#comments",
        "https://news.example.org/a?utm_source=x&utm_medium=y&id=7",
        "https://news.example.org/a?id=7&fbclid=abc&gclid=1&mc_cid=2",
    ],
)
def test_the_same_article_has_one_canonical_address(other: str) -> None:
    assert canonical(other) == "https://news.example.org/a?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/show?12345",
        "https://example.org/show?b=2&a=1",
        "https://example.org/a/",
        "https://example.org/a//b",
        "http://127.0.0.1:5001/a",
        "https://example.org/?atlas=1&source=2&page=3",
    ],
)
def test_what_may_name_another_article_is_kept(url: str) -> None:
    assert canonical(url) == url


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_no_text_makes_the_checks_stumble(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            assert canonical(canonical(url)) == canonical(url)
            assert check_url(check_url(url)) == check_url(url)
        except BadAddress:
            continue
