"""Which addresses we may go to, and which two addresses are one article.

No name is looked up here: that happens once, at the moment of connecting (`sources.sockets`).
The deny list is explicit, because `ipaddress.is_global` calls NAT64, 6to4, multicast and site-local
addresses global. Ranges: the IANA special-purpose registries (RFC 6890 and its updates).
"""

import ipaddress
import re
import socket
from typing import Final, NamedTuple, NoReturn
from urllib.parse import SplitResult, quote, urlsplit

MAX_LENGTH: Final = 2048
PORTS: Final = frozenset({80, 443, 8080, 8443})
DEFAULT_PORT: Final = {"http": 80, "https": 443}

_NOT_PUBLIC: Final = "That address is not on the public internet."

_DENIED: Final[tuple[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, str], ...]] = tuple(
    (ipaddress.ip_network(network), why)
    for network, why in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud metadata"),
        ("169.254.0.0/16", "link-local, cloud metadata"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::/96", "embedded IPv4"),
        ("::ffff:0:0/96", "embedded IPv4"),
        ("::ffff:0:0:0/96", "embedded IPv4"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("100::/64", "discard only"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "segment routing"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
# RFC 5214: an interface id that carries an IPv4 address inside any prefix.
_ISATAP: Final = frozenset({0x00005EFE, 0x02005EFE})

# Names that never lead to the public internet (RFC 6761, RFC 8375, ICANN's .internal).
_LOCAL_NAME: Final = re.compile(r"(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)$")
_LABEL: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_SPACE_OR_CONTROL: Final = re.compile(r"[\s\x00-\x1f\x7f\\]")
_IN_PATH: Final = "/%:@!$&'()*+,;=~-._"
_IN_QUERY: Final = _IN_PATH + "?[]"

# Parameters that say how a reader came, never which article it is. Only names with no other use.
_TRACKER: Final = re.compile(
    r"(utm|at|mtm|pk|oly|hsa|guce)_\w+|(fb|g|dc|d|y|tt|tw)clid|[gw]braid|msclkid|mc_[ce]id|"
    r"igsh(id)?|_g[al]|ref_(src|url)|xtor|cmpid|mkt_tok|ns_(campaign|mchannel|source|linkname)|"
    r"soc_(src|trk)|guccounter|smid|ocid|vero_id",
    re.IGNORECASE,
)


class BadAddress(ValueError):
    """An address we do not go to; the text says what to do, `code` names the rule."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Target(NamedTuple):
    """What a connection needs of an address; `host` without brackets, in ASCII."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def pair(self) -> str:
        """The exact `host:port`, as an allow list writes it."""
        return f"{_bracketed(self.host)}:{self.port}"

    @property
    def url(self) -> str:
        """The address in its one normal form."""
        port = "" if self.port == DEFAULT_PORT[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{_bracketed(self.host)}{port}{self.path}"


def forbidden(ip: str) -> str | None:
    """Why this IP address (v4 or v6, as text) is not public, or None if it is.

    >>> forbidden("8.8.8.8"), forbidden("64:ff9b::7f00:1"), forbidden("169.254.169.254")
    (None, 'NAT64', 'link-local, cloud metadata')
    """
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return "not an IP address"
    for network, why in _DENIED:
        if address.version == network.version and address in network:
            return why
    if isinstance(address, ipaddress.IPv6Address):
        return _forbidden_v6(address)
    return None


def check_url(url: str, *, allow: frozenset[str] = frozenset()) -> str:
    """The address in normal form, without its fragment.

    `allow` holds exact "host:port" pairs that may be private or on an odd port.
    Raises `BadAddress`. A public name may still lead to a private address: that shows at connect.

    >>> check_url("HTTP://Example.ORG:80/a b".replace(" ", "%20"))
    'http://example.org/a%20b'
    """
    return target_of(url, allow=allow).url


def target_of(url: str, *, allow: frozenset[str] = frozenset()) -> Target:
    """As `check_url`, in parts."""
    target = _parse(url)
    if target.pair in allow:
        return target
    if _is_local(target.host):
        raise BadAddress("not_public", _NOT_PUBLIC)
    if target.port not in PORTS:
        raise BadAddress(
            "port", f"Port {target.port} is not fetched from; only 80, 443, 8080 and 8443 are."
        )
    return target


def canonical(url: str) -> str:
    """The one form under which an article is kept: no fragment, no trackers, host in lower case.

    Parameters keep their order, and those without a value stay: some sites name articles by them.
    Raises `BadAddress` for what is no http address; private hosts pass, as nothing is fetched here.

    >>> canonical("https://News.Example.org/a?utm_source=x&id=7#top")
    'https://news.example.org/a?id=7'
    """
    target = _parse(url)
    path, mark, query = target.path.partition("?")
    kept = [part for part in query.split("&") if part and not _is_tracker(part)]
    return target._replace(path=path + mark + "&".join(kept) if kept else path).url


def _forbidden_v6(address: ipaddress.IPv6Address) -> str | None:
    if address not in _GLOBAL_UNICAST:
        return "reserved"
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return "embedded IPv4"
    return None


def _parse(url: str) -> Target:
    parts = _split(url.strip())
    host = _host(parts)
    if "@" in parts.netloc:
        raise BadAddress("userinfo", "Remove the user name and password.")
    path = quote(parts.path or "/", safe=_IN_PATH)
    query = f"?{quote(parts.query, safe=_IN_QUERY)}" if parts.query else ""
    return Target(parts.scheme, host, _port(parts), path + query)


def _split(url: str) -> SplitResult:
    if len(url) > MAX_LENGTH:
        raise BadAddress(
            "length", f"The address has {len(url)} characters; at most {MAX_LENGTH} are accepted."
        )
    if _SPACE_OR_CONTROL.search(url):
        raise BadAddress("space", "Remove the space or control character from the address.")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise BadAddress("host", "The host of that address cannot be read; check it.") from error
    if parts.scheme not in DEFAULT_PORT:
        raise BadAddress("scheme", "Only http and https addresses.")
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host:
        raise BadAddress("host", "Give the host too, for example https://example.org/page.")
    if ":" in host:
        return str(_ip_or_none(host) or _bad_host())
    try:
        # The codec also turns the other Unicode dots into plain ones, so 127。0。0。1 is seen.
        ascii_host = host.encode("idna").decode("ascii").lower()
        ascii_host.encode("ascii").decode("idna")
    except UnicodeError:
        _bad_host()
    if number := _as_ipv4(ascii_host):
        return number
    if len(ascii_host) > 253 or not all(map(_LABEL.fullmatch, ascii_host.split("."))):
        _bad_host()
    return ascii_host


def _bad_host() -> NoReturn:
    raise BadAddress("host", "The host of that address cannot be read; check it.")


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError as error:
        raise BadAddress("port", "The port must be a number from 1 to 65535.") from error
    if port == 0:
        raise BadAddress("port", "The port must be a number from 1 to 65535.")
    return port or DEFAULT_PORT[parts.scheme]


def _as_ipv4(host: str) -> str:
    """The dotted form of what a resolver would take for a number: 127.1, 0x7f.1, 2130706433."""
    if not re.fullmatch(r"[0-9a-fx.]+", host):
        return ""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return ""


def _ip_or_none(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_local(host: str) -> bool:
    if _ip_or_none(host):
        return forbidden(host) is not None
    return "." not in host or _LOCAL_NAME.search(host) is not None


def _is_tracker(part: str) -> bool:
    return _TRACKER.fullmatch(part.partition("=")[0]) is not None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
