# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Make a gallery break, on order, in every way a website can"""
from .bodies import BodyFaults
from .replies import Ask, Reply
from typing import Any

__all__ = ['Faults', 'reworded', 'endless']


class Faults(BodyFaults):
    """Things that go wrong, each by its name, for a gallery to suffer on its next replies"""
    def fail_next(
        self,
        status: int,
        times: float = 1,
        retry_after: Any = None,
        html: bool | None = None,
        of: str = 'api',
        **headers: Any,
    ) -> None:
        """Answer the next requests with an error

        - `status`: of HTTP: 429, 500, 503, …
        - `times`: how often
        - `retry_after`: a header: seconds, a date, anything
        - `html`: the body as a page; None: for all but 400, 401 and 404
        - `of`: 'api', 'preview', 'original', 'picture', 'any'
        """
    def html_next(self, times: float = 1, of: str = 'api') -> None:
        """Answer 200 with a page, as a challenge or a hotel's network does

        - `times`: how often
        - `of`: kind of reply
        """
    def redirect_next(self, to: str, status: int = 302, times: float = 1, of: str = 'picture') -> None:
        """Send the caller somewhere else

        - `to`: any address
        - `status`: 301, 302, 303, 307, 308
        - `times`: how often; a redirect to itself needs as many as are followed
        - `of`: kind of reply
        """
    def headers_next(self, times: float = 1, of: str = 'api', **headers: Any) -> None:
        """Change what a reply says about itself, and nothing else

        - `times`: how often
        - `of`: kind of reply
        """
    def drift_next(self, field: str, to: Any = ..., items: int = 1, times: float = 1) -> None:
        """Change a field of wallpapers in the API's replies

        - `field`: of a wallpaper, as 'path'; 'thumbs.large' for one inside
        - `to`: what it holds instead; ... for nothing: the field is missing
        - `items`: how many wallpapers of a page, from the first; None: all
        - `times`: how often
        """
    def meta_next(self, times: float = 1, **fields: Any) -> None:
        """Change what a listing says of itself

        - `times`: how often
        """
    def empty_next(self, times: float = ...) -> None:
        """Answer with empty pages, each of which says that there is another

        - `times`: how often; until `behave`
        """
    def repeat_next(self, times: float = ...) -> None:
        """Answer with the same page again and again, each of which says that there is another

        - `times`: how often; until `behave`
        """

def reworded(reply: Reply, change: Any) -> Reply:
    """The same reply with a changed page of wallpapers; what is none stays as it is

    - `reply`: of the API
    - `change`: function dict → dict: the document that the API sends, and the one to send instead
    - returns: with the same headers
    """

def endless(ask: Ask, data: list[Any]) -> Reply:
    """A page after which there is always one more

    - `ask`: for some page
    - `data`: what is on it
    - returns: a listing that claims to go on
    """
