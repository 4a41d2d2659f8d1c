#!/usr/bin/env bash
# Run once by the image, when the primary's folder is made: somebody who may copy it, and a slot that waits for the copy.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --set password="$REPLICATION_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE replication LOGIN REPLICATION PASSWORD :'password';
SELECT pg_create_physical_replication_slot('replica');
SQL
echo "host replication replication all scram-sha-256" >> "$PGDATA/pg_hba.conf"
