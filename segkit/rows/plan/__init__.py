"""What is sent: calls, traits, changes, volumes, and the code to send it."""
