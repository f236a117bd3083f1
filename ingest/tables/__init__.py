"""Tables: rulings and aligned columns found on a page, cells filled from its lines, joined over page breaks."""
