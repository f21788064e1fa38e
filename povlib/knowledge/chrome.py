"""What surrounds an article on a page and is no part of it: menus, archives, comments, sharing.

First goes what is never text, then the article is looked for as Blogger, Joomla and WordPress mark
it; the whole body is taken where none holds most of the text. Names of classes only decide about
small parts: an element with half of the text in it stays whatever it is called.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Only the hints need it here: who has a tree has it already.
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["leave_out_chrome"]

_NEVER_TEXT = (
    "script, style, noscript, template, svg, iframe, object, embed, audio, video, canvas, input,"
    " button, select, textarea, datalist,"
    " dl.article-info dt"  # Joomla's "details" over the day and the views, a label elsewhere
)
_ARTICLES = (
    ".blog-posts",  # Blogger, with the dates above the posts
    "#Blog1",
    ".date-outer",  # Blogger where a theme has left these two out
    ".item-page",  # Joomla
    "[itemprop=blogPost]",
    "table.contentpaneopen",  # Joomla 1.5
    "article",  # WordPress and others
    ".hentry",
    "main",
    "[role=main]",
    ".entry-content",
    "#content",
)
_AROUND = (
    "nav, aside, [role=navigation], [role=banner], [role=complementary], [role=contentinfo],"
    " [role=search]"
)
_HEAD_AND_FOOT = "header, footer"
# Whole names of classes and ids, in small letters.
_CHROME = frozenset(
    (
        # comments
        *(
            "comments",
            "comments-area",
            "comment-respond",
            "respond",
            "comment-form",
            "comment-list",
        ),
        *(
            "commentlist",
            "comment-link",
            "post-comment-link",
            "comments-link",
            "disqus_thread",
            "jc",
        ),
        # sharing, printing, voting, counting
        *("post-share-buttons", "share-buttons", "sharing", "share", "social-share", "sharedaddy"),
        *("addthis_toolbox", "addtoany_share_save_container", "a2a_kit", "fb-like", "fb-comments"),
        *("fb-share-button", "social", "socials", "post-icons", "item-control", "item-action"),
        *("post-share", "share-icons", "addthis", "author-box", "sd-sharing", "entry-share"),
        *("icons", "actions", "buttonheading", "content_rating", "content_vote", "star-ratings"),
        *("reaction-buttons", "hits", "post-views", "entry-views", "edit-link", "jp-relatedposts"),
        # other articles
        *("related-posts", "related", "relatedposts", "yarpp-related", "related_posts"),
        *("relateditems", "blog-pager", "pager", "pagenav", "pagination", "post-navigation"),
        *("nav-links", "nextprev", "navigation", "post-feeds", "feed-links", "blog-feeds"),
        *("blogarchive", "popularposts"),
        # sites
        *("navbar", "nav", "menu", "main-menu", "mainmenu", "topmenu", "breadcrumb", "breadcrumbs"),
        *("sidebar", "sidebar-container", "widget-area", "widget", "moduletable", "module"),
        *("secondary", "site-header", "site-footer", "footer", "header-outer", "footer-outer"),
        *("tabs-outer", "crosscol", "column-left-outer", "column-right-outer", "skip-link"),
        *("skip-navigation", "screen-reader-text", "sr-only", "visually-hidden", "attribution"),
        *("copyright", "article-info-term", "cookie-notice", "cookie-law-info-bar", "search-form"),
        *("searchform", "status-msg-wrap", "quickedit", "ads", "adsbygoogle", "banner", "toc"),
        "ez-toc-container",
    )
)
# The one part of a Blogger page whose class says "widget" and that holds the posts.
_KEPT = frozenset(("blog", "blog-posts"))
_ARTICLE_SHARE = 0.5
_NAMED_SHARE = 0.5
_AROUND_SHARE = 0.8
_LINK_SHARE = 0.9
_MENU_LINKS = 3
_TITLES = "h1, h2, h3"
_SPACES = re.compile(r"\s+")


def leave_out_chrome(page: "LexborHTMLParser") -> "tuple[LexborNode, ...]":
    """Take a page's chrome out of its tree and give the elements that hold the text.

    Parameters
    ----------
    page : selectolax.lexbor.LexborHTMLParser
        Changed in place.

    Returns
    -------
    tuple of selectolax.lexbor.LexborNode
        In their order on the page; the body where no article is marked, () without a body.

    Examples
    --------
    >>> from selectolax.lexbor import LexborHTMLParser
    >>> page = LexborHTMLParser("<nav>เมนู</nav><article>เนื้อหา</article><footer>ท้าย</footer>")
    >>> [node.tag for node in leave_out_chrome(page)]
    ['article']
    """
    body = page.body
    if body is None:
        return ()
    _remove(body.css(_NEVER_TEXT))
    _remove_small(body, body.css(_AROUND), share=_AROUND_SHARE)
    _remove_small(body, _named_as_chrome(body))
    articles = _articles(body)
    if articles:
        return (*_title_above(body, articles), *articles)
    parts = [part for part in body.css(_HEAD_AND_FOOT) if not _holds_only_title(body, part)]
    _remove_small(body, [*parts, *(part for part in body.css("ul, ol") if _is_menu(part))])
    return (body,)


def _remove(nodes: "Iterable[LexborNode]") -> None:
    # What lies in a removed element is gone with it and must not be touched again.
    for node in _outermost(list(nodes)):
        node.decompose()


def _remove_small(
    body: "LexborNode", nodes: "Iterable[LexborNode]", *, share: float = _NAMED_SHARE
) -> None:
    weights = _weights(body)
    most = share * weights.get(body.mem_id, 0)
    _remove([node for node in nodes if node.tag != "body" and weights.get(node.mem_id, 0) <= most])


def _weights(body: "LexborNode") -> dict[int, int]:
    """Count the letters of each element that are in no link; once over the tree."""
    weights: dict[int, int] = {}
    stack: list[tuple[LexborNode, bool]] = [(body, False)]
    while stack:
        node, is_counted = stack.pop()
        children = list(node.iter(include_text=True))
        if is_counted:
            weights[node.mem_id] = sum(weights.get(child.mem_id, 0) for child in children)
        elif node.tag == "-text":
            weights[node.mem_id] = len(_SPACES.sub("", node.text_content or ""))
        elif node.tag != "a" or "href" not in node.attributes:
            stack.append((node, True))
            stack += [(child, False) for child in children]
    return weights


def _named_as_chrome(body: "LexborNode") -> "list[LexborNode]":
    return [node for node in body.css("[class], [id]") if _is_named_as_chrome(node)]


def _is_named_as_chrome(node: "LexborNode") -> bool:
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    tokens = frozenset(names.lower().split())
    return bool(tokens & _CHROME) and not tokens & _KEPT


def _articles(body: "LexborNode") -> "tuple[LexborNode, ...]":
    weights = _weights(body)
    least = max(1, _ARTICLE_SHARE * weights.get(body.mem_id, 0))
    for selector in _ARTICLES:
        found = _outermost(body.css(selector))
        if sum(weights.get(node.mem_id, 0) for node in found) >= least:
            return found
    return ()


def _outermost(nodes: "list[LexborNode]") -> "tuple[LexborNode, ...]":
    ids = {node.mem_id for node in nodes}
    return tuple(node for node in nodes if not _lies_in(node, ids))


def _lies_in(node: "LexborNode", ids: set[int]) -> bool:
    above = node.parent
    while above is not None and above.mem_id not in ids:
        above = above.parent
    return above is not None


def _title_above(
    body: "LexborNode", articles: "tuple[LexborNode, ...]"
) -> "tuple[LexborNode, ...]":
    """Give the page's one first-level heading where the article itself has no heading."""
    titles = body.css("h1")
    if len(titles) != 1 or any(article.css(_TITLES) for article in articles):
        return ()
    return tuple(titles)


def _holds_only_title(body: "LexborNode", part: "LexborNode") -> bool:
    return bool(part.css("h1")) and len(part.css(_TITLES)) == len(body.css(_TITLES))


def _is_menu(part: "LexborNode") -> bool:
    links = part.css("a[href]")
    letters, linked = (
        sum(len(_SPACES.sub("", node.text())) for node in nodes) for nodes in ([part], links)
    )
    return len(links) >= _MENU_LINKS and linked >= _LINK_SHARE * letters
