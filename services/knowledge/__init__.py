"""Files, knowledge bases and retrieval: what is uploaded can be searched, by those who may."""
