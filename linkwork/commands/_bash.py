"""How Bash is told what it may complete. Apart from what is offered, since it is known before any command is loaded."""

import os
import re

from click.shell_completion import BashComplete, CompletionItem


class QuotedBash(BashComplete):
    """Bash's completion with the names that need it quoted: `Owing money` is one word and not two."""

    def format_completion(self, item: CompletionItem[str]) -> str:
        """The line for click's script, whose `read` takes one layer of backslashes away."""
        if item.type != "plain" or self._quoted():
            return super().format_completion(item)
        escaped = re.sub(r"([^\w@%+=:,./|-])", r"\\\\\1", item.value)
        return f"{item.type},{escaped}"

    @staticmethod
    def _quoted() -> bool:
        """Whether the word that is being typed begins with a quotation mark; the shell quotes the rest itself."""
        words = os.environ.get("COMP_WORDS", "").split("\n")
        at = int(os.environ.get("COMP_CWORD", "0"))
        return at < len(words) and words[at][:1] in ("'", '"')
