"""A routine on paper: sheets, their drawings, and the page that shows them."""
