"""Who and where: telling whether two printed names mean the same."""
