"""Google Sheets: who segkit is to Google, and a sheet's tabs as grids; always read-only."""
