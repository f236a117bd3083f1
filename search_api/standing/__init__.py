"""What the archive knows of documents together: relations both ways, status on a day, history, the citation graph."""
