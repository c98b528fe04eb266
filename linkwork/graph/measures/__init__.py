"""What is counted of plain rows: reach, overlap, routes, reliance, demand and more. None knows an engine or a round."""
