"""The parts that questions share: queries whose rows their finishing functions get."""
