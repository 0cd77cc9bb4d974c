"""Where it is seen: files in and out, the thread, the desks, the public pages and the imaginary town."""
