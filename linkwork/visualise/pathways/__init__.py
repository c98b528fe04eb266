"""Pictures of how people get from one service to another: the questions of the group pathways, one file each."""
