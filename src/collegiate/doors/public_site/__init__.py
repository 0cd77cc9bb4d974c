"""What everybody may read: what the partnership is for, where the money is, accessibility and privacy."""
