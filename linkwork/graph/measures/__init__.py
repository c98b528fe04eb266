"""What is counted: overlap, reach, routes, reliance, demand and their kin, of plain tables; none knows an engine or a round."""
