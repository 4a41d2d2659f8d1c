"""What a source says, as frozen records: the language that ingestion, rendering, storing and exporting share."""
