"""Who we are: members, communications, children's services, feedback, the training day, governance."""
