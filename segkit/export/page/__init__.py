"""The one HTML file: what stands around the views, in few bytes and without any request."""
