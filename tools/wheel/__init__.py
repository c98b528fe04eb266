"""The wheel as somebody gets it: built, installed alone, and every example of the help run where no source is."""
