"""When calls may be made: not while the token is known to be dead, and in an outage only now and then one to see whether it
is over. After that, those that wait go one by one, faster and faster."""

import random
import threading
import time

FAILURES_TO_OPEN = 10
# While those that wait are let go, patience is shorter.
FAILURES_TO_OPEN_AGAIN = 5
FIRST_PROBE, PROBE_GROWTH, LATEST_PROBE = 0.5, 1.5, 1.5
FIRST_STEP, STEP_FACTOR, LEAST_STEP = 0.12, 0.94, 0.03
LOOK_EVERY = 0.25


class Gate:
    def __init__(self, token, token_file):
        self.token_file = token_file
        self.token = self._read_token() or token
        self.token_is_dead = False
        self.looked_at = 0.0
        self.change = threading.Condition()
        self.state = "closed"
        self.failures = 0
        self.waiting = 0
        self.next_at = 0.0
        self.step = 0.0

    def _read_token(self):
        try:
            with open(self.token_file or "", encoding="utf8") as file:
                return file.read().strip() or None
        except OSError:
            return None

    def enter(self):
        """Blocks until a call may be made; gives the token to make it with."""
        with self.change:
            self.waiting += 1
            try:
                while True:
                    wait = self._wait()
                    if wait <= 0:
                        return self.token
                    self.change.wait(wait)
            finally:
                self.waiting -= 1

    def _wait(self):
        now = time.monotonic()
        if self.token_is_dead:
            if now < self.looked_at + LOOK_EVERY:
                return self.looked_at + LOOK_EVERY - now
            self.looked_at = now
            token = self._read_token()
            if token in (None, self.token):
                return LOOK_EVERY
            self.token, self.token_is_dead = token, False
            self._ramp(now)
            print("a new access token is there")
        if self.state == "closed":
            return 0
        if now < self.next_at:
            return self.next_at - now
        if self.state == "open":
            self._plan_probe(now)
        elif self.waiting <= 1:
            self.state = "closed"
        else:
            self.step = max(self.step * STEP_FACTOR, LEAST_STEP)
            self.next_at = now + self.step
        return 0

    def _plan_probe(self, now):
        self.next_at = now + self.step * random.uniform(1, 1.3)
        self.step = min(self.step * PROBE_GROWTH, LATEST_PROBE)

    def _ramp(self, now):
        self.state, self.step = "ramp", FIRST_STEP
        self.next_at = now + self.step
        self.change.notify_all()

    def report(self, outcome, token):
        with self.change:
            now = time.monotonic()
            if outcome.code == 190 and token == self.token and not self.token_is_dead:
                self.token_is_dead = True
                print("ALARM: the access token is dead; waiting for another one")
            if not outcome.is_down:
                self.failures = 0
                if self.state == "open":
                    self._ramp(now)
                return
            self.failures += 1
            limit = FAILURES_TO_OPEN_AGAIN if self.state == "ramp" else FAILURES_TO_OPEN
            if self.state != "open" and self.failures >= limit:
                self.state, self.step = "open", FIRST_PROBE
                self._plan_probe(now)
