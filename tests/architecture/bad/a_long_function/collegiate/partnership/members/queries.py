"""One question, at length."""


def many(viewer):
    """Answer."""
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    viewer += 1
    return viewer
