"""Files of cells as tabs of plain text, before anybody asks what the cells mean."""
