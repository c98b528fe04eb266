"""Pictures of what services do alike: the questions of the group overlaps, one file each."""
