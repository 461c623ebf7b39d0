"""segkit: a customer's onboarding guide for Twilio Segment, made from the truth."""

__version__ = "0.1.0"
