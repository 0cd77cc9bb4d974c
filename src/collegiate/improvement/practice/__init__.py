"""What worked, told so that another school can try it: with consent, its evidence, what went wrong, and whether it is ours."""
