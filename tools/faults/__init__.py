"""What can go wrong with the machine under Linkwork, done to it on purpose: kills, full disks, damage, cut lines."""
