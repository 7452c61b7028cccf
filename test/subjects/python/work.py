"""What is done about what came in. A job is taken from the queue when it is due, does one step, and is done or goes back with
the time at which it is due again: no thread waits for one user. Jobs of one user have one lane and go in order."""

import heapq
import itertools
import random
import threading
import time
from collections import deque
from dataclasses import dataclass

from graph import DONE, PERMANENT, UNKNOWN, UNSURE
from inbound import seconds_of
from replies import compose

THREADS = 48
ATTEMPTS = 8
BASE, UNSURE_BASE, CAP = 0.4, 4.0, 10.0
# A first status takes half a second, seldom two; in trouble it may be late.
PROOF, PROOF_GROWTH = 5.0, 1.6
# One message in 6 s to one user; what goes faster is borrowed from the time after.
PAIR_LIMIT, PAIR_ATTEMPTS, PAIR_INTERVAL = 131056, 6, 6.0
PAIR_FIRST, PAIR_GROWTH = 2.0, 2.2
TEMPLATE_CODES = {132001, 132015, 132016}
STOPPING_EVENTS = {"PAUSED", "DISABLED", "REJECTED", "PENDING_DELETION", "DELETED"}
CAMPAIGN_STEP = 0.06
FILE_STEP = 0.05
STALE_AFTER, WINDOW, WINDOW_CLOSED = 12 * 3600, 24 * 3600, 131047


class Recent(dict):
    """What is known of users, of those who were new last."""

    LIMIT = 20_000

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        if len(self) > self.LIMIT:
            self.pop(next(iter(self)), None)


@dataclass
class Job:
    body: dict
    attempted: bool = False
    attempts: int = 0
    unknowns: int = 0
    pair_limits: int = 0
    pair_wait: float = 0
    file: tuple = None
    file_attempts: int = 0
    is_file_done: bool = False
    # The job whose file this one fetches, in a lane of its own: an album is not looked at picture by picture.
    serves: object = None


def backoff(attempt, base=BASE):
    wait = min(base * 2 ** (attempt - 1), CAP)
    return wait / 2 + random.random() * wait / 2


def codes_of(status):
    errors = status.get("errors")
    return [error.get("code") for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []


class Workers:
    def __init__(self, store, gate, graph):
        self.store, self.gate, self.graph = store, gate, graph
        self.ready = threading.Condition()
        self.lanes = {}
        self.due = []
        self.numbers = itertools.count()
        self.stopped = store.stopped_templates()
        self.ahead = 0.0
        self.last_wrote = Recent()
        # Numbers and ids of users whose window is closed by Meta's word, until they write.
        self.closed = Recent()
        self.bursts = Recent()

    def start(self):
        for body, attempted in self.store.unfinished():
            self._begin(Job(body, attempted))
        for _ in range(THREADS):
            threading.Thread(target=self._run, daemon=True).start()

    # What comes in.

    def take(self, delivery):
        for status in delivery.statuses:
            self._learn(seconds_of(status.get("timestamp")))
            # Whatever it says, Meta has the message. What failed is for a person: sending it again heals nothing.
            if isinstance(status.get("biz_opaque_callback_data"), str):
                self.store.settle(status["biz_opaque_callback_data"])
            if status.get("status") == "failed":
                self._note_closed(codes_of(status), status.get("recipient_id"), status.get("recipient_user_id"))
                print("not delivered:", status.get("id"), status.get("errors"))
        for field, value in delivery.events:
            if field == "message_template_status_update" and value.get("event") in STOPPING_EVENTS:
                self._stop(value.get("message_template_name"), value["event"])
        for message in delivery.messages:
            self._learn(message["written_at"])
            for user in (message["phone"], message["user_id"]):
                self.closed.pop(user, None)
            self.last_wrote[message["lane"]] = max(self.last_wrote.get(message["lane"], 0), message["written_at"])
        for message in self.store.take(delivery.messages):
            self._begin(Job(message))

    def start_campaign(self, name, template, language, recipients):
        """Each user is a job with the campaign in its id: nobody gets it twice, however often it is asked for."""
        jobs = [
            {"id": f"{name}/{to}", "lane": to, "phone": to, "template": template, "language": language}
            for to in recipients
        ]
        for n, body in enumerate(self.store.take(jobs)):
            self._add(Job(body, is_file_done=True), n * CAMPAIGN_STEP * random.uniform(0.9, 1.1))

    def _stop(self, template, why):
        print(f"ALARM: campaigns with {template} stop: {why}")
        self.stopped.add(template)
        self.store.stop_template(template)

    def _note_closed(self, codes, *users):
        if WINDOW_CLOSED in codes:
            for user in filter(None, users):
                self.closed[user] = True

    # The platform's time, which statuses and messages tell.

    def _now(self):
        return time.time() + self.ahead

    def _learn(self, told):
        if told - self._now() > 60:
            self.ahead = told - time.time()

    # The queue.

    def _begin(self, job):
        if job.body.get("media"):
            self._add(Job({**job.body, "lane": f"file {job.body['id']}"}, serves=job))
        else:
            job.is_file_done = True
        self._add(job)

    def _add(self, job, wait=0.0):
        with self.ready:
            lane = self.lanes.get(job.body["lane"])
            if lane is not None:
                lane.append(job)
                return
            self.lanes[job.body["lane"]] = deque([job])
            self._schedule(job.body["lane"], wait)

    def _schedule(self, lane, wait):
        heapq.heappush(self.due, (time.monotonic() + wait, next(self.numbers), lane))
        self.ready.notify()

    def _next(self):
        with self.ready:
            while True:
                wait = self.due[0][0] - time.monotonic() if self.due else None
                if wait is not None and wait <= 0:
                    lane = heapq.heappop(self.due)[2]
                    if self.due:
                        self.ready.notify()  # somebody must wait for what is due next
                    return lane, self.lanes[lane][0]
                self.ready.wait(wait)

    def _run(self):
        while True:
            lane, job = self._next()
            try:
                wait = self._step(job)
            except Exception as problem:  # a bug in one job must not end the thread
                print("job failed:", job.body["id"], repr(problem))
                wait = backoff(job.attempts + 1, CAP)
            with self.ready:
                if wait is not None:
                    self._schedule(lane, wait)
                    continue
                self.lanes[lane].popleft()
                if self.lanes[lane]:
                    self._schedule(lane, 0)
                else:
                    del self.lanes[lane]

    # One step of a job: the seconds until the next, or None when it is over.

    def _step(self, job):
        body = job.body
        if job.serves:
            return self._fetch(job)
        if "template" in body and body["template"] in self.stopped:
            return None  # it stays in the store, for a person to decide
        if self.store.is_settled(body["id"]) or not self._may_be_answered(body):
            return self._finish(job)
        if job.attempted:
            # A former process died with this answer on its way: a status may tell that it left.
            job.attempted, job.unknowns = False, 1
            return PROOF * random.uniform(1, 1.3)
        return self._send(job) if job.is_file_done else FILE_STEP

    def _finish(self, job):
        self.store.finish(job.body["id"])

    def _may_be_answered(self, body):
        if "template" in body:
            return True
        age = self._now() - body["written_at"]
        silence = self._now() - self.last_wrote.get(body["lane"], body["written_at"])
        is_closed = body["phone"] in self.closed or body["user_id"] in self.closed
        if age <= STALE_AFTER and silence <= WINDOW and not is_closed:
            return True
        print("too old to be answered:", body["id"])
        return False

    def _call(self, make):
        while True:
            token = self.gate.enter()
            outcome = make(token)
            self.gate.report(outcome, token)
            if outcome.code != 190:
                return outcome

    def _fetch(self, job):
        """The file of a message, always by a fresh address."""
        job.file_attempts += 1
        outcome = self._call(lambda token: self.graph.look_up(job.body["media"], token))
        if outcome.kind == DONE:
            url, size = outcome.value
            outcome = self._call(lambda token: self.graph.download(url, size, token))
        if outcome.kind != DONE and job.file_attempts < ATTEMPTS:
            return outcome.retry_after + backoff(job.file_attempts)
        job.serves.file = outcome.value if outcome.kind == DONE else None
        job.serves.is_file_done = True
        return None

    def _send(self, job):
        body = job.body
        job.attempts += 1
        payload = {
            **compose(body, job.file),
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "biz_opaque_callback_data": body["id"],
        }

        def make(token):
            self.store.mark_attempted(body["id"])
            return self.graph.send(payload, token)

        outcome = self._call(make)
        if outcome.kind == DONE:
            self._count(body["lane"])
            return self._finish(job)
        if outcome.kind == PERMANENT:
            if "template" in body and outcome.code in TEMPLATE_CODES:
                self._stop(body["template"], outcome.code)
            self._note_closed([outcome.code], body["phone"], body.get("user_id"))
            return self._give_up(job, outcome)
        return self._wait_after(job, outcome)

    def _count(self, lane):
        since, sent = self.bursts.get(lane, (0, 0))
        now = time.monotonic()
        self.bursts[lane] = (since, sent + 1) if now - since < sent * PAIR_INTERVAL else (now, 1)

    def _wait_after(self, job, outcome):
        if outcome.code == PAIR_LIMIT:
            return self._leave_alone(job) if job.pair_limits < PAIR_ATTEMPTS else self._give_up(job, outcome)
        job.pair_limits = 0
        if job.attempts >= ATTEMPTS:
            return self._give_up(job, outcome)
        if outcome.kind == UNKNOWN:
            job.unknowns += 1
            return PROOF * PROOF_GROWTH ** (job.unknowns - 1) * random.uniform(1, 1.3)
        return outcome.retry_after + backoff(job.attempts, UNSURE_BASE if outcome.kind == UNSURE else BASE)

    def _leave_alone(self, job):
        """4^n seconds at least, as Meta asks; longer where more is known to be owed, but no leap."""
        since, sent = self.bursts.get(job.body["lane"], (0, 0))
        owed = since + sent * PAIR_INTERVAL - time.monotonic()
        least = 4**job.pair_limits
        wait = min(max(least, owed), max(least, PAIR_GROWTH * max(job.pair_wait, PAIR_FIRST)))
        job.pair_limits += 1
        job.pair_wait = wait * random.uniform(1.02, 1.12)
        return job.pair_wait

    def _give_up(self, job, outcome):
        print("gave up", job.body["id"], "after", job.attempts, "attempts:", outcome.code or outcome.status)
        return self._finish(job)
