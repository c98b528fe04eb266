"""Pictures of which services support which policies: the questions of the group policy, one file each."""
