"""What must not be forgotten, in SQLite: each message taken in, whether its answer may have left, whether it is done. A
change is in the database before anybody is told of it. WAL without a sync for each commit survives `kill -9`; set
`synchronous` to FULL to survive a power cut as well."""

import json
import os
import sqlite3
import threading

SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    body TEXT,
    attempted INTEGER NOT NULL DEFAULT 0,
    settled INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS unfinished ON jobs (number) WHERE done = 0;
CREATE TABLE IF NOT EXISTS stopped (template TEXT PRIMARY KEY);
"""
# Ids of jobs that are done are kept, so many of them.
IDS_KEPT = 100_000
TRIM_EVERY = 1_000


class Store:
    def __init__(self, directory):
        os.makedirs(directory, exist_ok=True)
        self.lock = threading.Lock()
        self.db = sqlite3.connect(os.path.join(directory, "bot.sqlite"), check_same_thread=False, isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = NORMAL")
        self.db.executescript(SCHEMA)
        self.open = self.db.execute("SELECT count(*) FROM jobs WHERE done = 0").fetchone()[0]
        self.taken = 0

    def open_jobs(self):
        return self.open

    def take(self, jobs):
        """Takes in what is new, all or nothing. Of two deliveries of one message exactly one gets the job."""
        with self.lock:
            new = []
            self.db.execute("BEGIN IMMEDIATE")
            try:
                for job in jobs:
                    insert = "INSERT OR IGNORE INTO jobs (id, body) VALUES (?, ?)"
                    if self.db.execute(insert, (job["id"], json.dumps(job))).rowcount == 1:
                        new.append(job)
                self.db.execute("COMMIT")
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.open += len(new)
            self.taken += len(new)
            if self.taken > TRIM_EVERY:
                self.taken = 0
                self.db.execute(
                    "DELETE FROM jobs WHERE done = 1 AND number < (SELECT max(number) FROM jobs) - ?", (IDS_KEPT,)
                )
            return new

    def _set(self, column, job_id):
        with self.lock:
            where = f"UPDATE jobs SET {column} = 1 WHERE id = ? AND {column} = 0 AND done = 0"
            return self.db.execute(where, (job_id,)).rowcount == 1

    def mark_attempted(self, job_id):
        """The answer is about to leave: from now on a crash leaves open whether it did."""
        self._set("attempted", job_id)

    def settle(self, job_id):
        """Meta has the answer."""
        return self._set("settled", job_id)

    def is_settled(self, job_id):
        with self.lock:
            row = self.db.execute("SELECT settled OR done FROM jobs WHERE id = ?", (job_id,)).fetchone()
            return bool(row and row[0])

    def finish(self, job_id):
        with self.lock:
            update = "UPDATE jobs SET done = 1, body = NULL WHERE id = ? AND done = 0"
            self.open -= self.db.execute(update, (job_id,)).rowcount

    def unfinished(self):
        """(job, attempted) of what a former process left, the oldest first."""
        with self.lock:
            rows = self.db.execute("SELECT body, attempted FROM jobs WHERE done = 0 ORDER BY number").fetchall()
        return [(json.loads(body), bool(attempted)) for body, attempted in rows]

    def stop_template(self, template):
        with self.lock:
            self.db.execute("INSERT OR IGNORE INTO stopped VALUES (?)", (template,))

    def stopped_templates(self):
        with self.lock:
            return {name for (name,) in self.db.execute("SELECT template FROM stopped")}
