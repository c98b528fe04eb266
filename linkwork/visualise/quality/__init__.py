"""Pictures of how far the records can be trusted: the questions of the group quality, one file each."""
