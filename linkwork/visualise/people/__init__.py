"""Pictures of who decides, pays, employs and is heard: the questions of the group people, one file each."""
