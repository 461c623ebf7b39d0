"""What was really sent, against what was planned: captured calls, read, judged and counted.

Every capture is a window. Nothing here says that something was not sent; what was not seen is
named together with the window in which it was not seen.
"""
