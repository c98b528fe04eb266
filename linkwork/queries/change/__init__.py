"""What is different since an earlier round: questions of the group change."""
