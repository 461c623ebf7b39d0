"""What reaches what: connection modes of every source and destination."""
