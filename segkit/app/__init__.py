"""The customer's explorer as a page on this computer: Voilà, for whoever has its address."""
