"""How anything becomes HTML, SVG or text: escaping, small parts, tables, the style sheet."""
