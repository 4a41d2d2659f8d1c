"""What those who keep the archive running see of it: each request's id, its log lines, its queries, its measures."""
