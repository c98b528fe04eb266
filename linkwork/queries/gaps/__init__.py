"""What nobody does, and where: questions of the group gaps."""
