"""Pictures of what is different since an earlier round: the questions of the group change, one file each."""
