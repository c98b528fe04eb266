"""What is held of people: the register of it, the trail of who saw it, what was written with it, and its erasure."""
