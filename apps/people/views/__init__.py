"""The pages of people; each module is one noun."""
