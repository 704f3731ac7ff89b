"""What both sides rely on: made jointly, signed by every seat, never changed around them, then public."""
