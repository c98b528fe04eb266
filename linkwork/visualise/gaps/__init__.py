"""Pictures of what nobody does, and where: the questions of the group gaps, one file each."""
