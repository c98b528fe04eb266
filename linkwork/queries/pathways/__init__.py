"""How people get from one service to another: questions of the group pathways."""
