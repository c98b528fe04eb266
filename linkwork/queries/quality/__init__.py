"""How far the records can be trusted: questions of the group quality."""
