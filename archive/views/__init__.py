"""HTTP only: a view reads the request, asks one question of the archive, and renders the answer."""
