"""Which services support which policies: questions of the group policy."""
