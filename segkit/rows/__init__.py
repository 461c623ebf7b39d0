"""The rows of the guide: each declared beside the function that draws it, as one `Row`.

A row takes what is known about the engagement and gives a view: pure, and escaped by default.
`row` is where all of them are known; a module here that declares one needs no list anywhere.
"""
