"""What was tried to break Linkwork: the figures, kept as data, and the page that is made of them."""
