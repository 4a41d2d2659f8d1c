#!/usr/bin/env bash
# The replica: copied from the primary where there is no copy yet, then following it.
set -euo pipefail
export PGDATA=/var/lib/postgresql/18/docker
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  rm -rf "$PGDATA"
  pg_basebackup --host primary --username replication --pgdata "$PGDATA" --slot replica --wal-method stream --write-recovery-conf
  echo "primary_conninfo = 'host=primary user=replication password=$PGPASSWORD'" >> "$PGDATA/postgresql.auto.conf"
fi
exec postgres -c hot_standby_feedback=on
