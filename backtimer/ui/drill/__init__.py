"""The page that asks: what is due, a question, its answer, and what was learnt."""
