"""What is known of an engagement, for the coding agents of the customer's engineers.

`server` answers over the Model Context Protocol, on standard input and output; `edition` writes
the same into a folder for the customer's repository. Both only read, open no connection and look
for no token. What comes from the customer's files is data: fenced, cut, and visible to the last
character (`boundary`); no word of it gets into descriptions, instructions or names of resources.
"""
