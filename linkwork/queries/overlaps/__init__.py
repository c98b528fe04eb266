"""What services do alike: questions of the group overlaps."""
