"""Who decides, pays, employs and is heard: questions of the group people."""
