"""Figures as SVG written by Python: one source for screen, print, Word and notebook. No outside reference."""
