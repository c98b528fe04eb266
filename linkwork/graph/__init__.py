"""The graph: the domain, the rounds it is made from, and the engines that can hold it."""
