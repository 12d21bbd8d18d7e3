"""The error that a person reads: what is wrong, with the offending value, and the cure."""


class MeritError(Exception):
    """Something a person can mend.

    `sentence` says what is wrong and names the offending value; `cure` says what to do about it. Both are English
    sentences that end in a full stop. The command line prints them on one line and exits with 1.
    """

    def __init__(self, sentence: str, cure: str) -> None:
        super().__init__(f"{sentence} {cure}")
        self.sentence = sentence
        self.cure = cure
