"""Files, knowledge bases and passages: pure rules. Imports itself and the standard library only."""
