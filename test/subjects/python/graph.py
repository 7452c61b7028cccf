"""Calls of the Graph API over connections that are kept, each with a time limit, and what may be concluded from them."""

import hashlib
import http.client
import json
import socket
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

TIME_LIMIT = 6
# Servers close connections that idle for about five seconds; one that is closed under a request leaves it in doubt.
IDLE_LIMIT = 3.5
PERMANENT, TRANSIENT, UNSURE, UNKNOWN, DONE = "permanent", "transient", "unsure", "unknown", "done"
TRANSIENT_CODES = {1, 2, 4, 17, 32, 341, 613, 80007, 80008, 130429, 131000, 131016, 131056, 131057, 133004}


@dataclass
class Outcome:
    """`unsure`: Meta reports a failure of its own, which may come after the deed; `unknown`: no answer, or one that Meta did
    not write. After the other failures nothing has happened."""

    kind: str
    code: int = 0
    status: int = 0
    retry_after: float = 0
    value: object = None

    @property
    def is_down(self):
        return self.kind in (UNSURE, UNKNOWN) or self.status >= 500


class Watch:
    """Cuts connections whose call takes longer than `TIME_LIMIT` in all; a socket's own timeout is for each read."""

    def __init__(self):
        self.lock = threading.Lock()
        self.until = {}
        threading.Thread(target=self._run, daemon=True).start()

    def begin(self, connection):
        with self.lock:
            self.until[connection] = time.monotonic() + TIME_LIMIT

    def end(self, connection):
        with self.lock:
            self.until.pop(connection, None)

    def _run(self):
        while True:
            time.sleep(0.25)
            now = time.monotonic()
            with self.lock:
                late = [connection for connection, until in self.until.items() if until < now]
                for connection in late:
                    del self.until[connection]
                    try:
                        connection.sock.shutdown(socket.SHUT_RDWR)
                    except (OSError, AttributeError):
                        pass  # it has just ended by itself


class Connections:
    """Connections to one host; the one used last is used next, so that few are enough."""

    def __init__(self, origin):
        self.origin = urlsplit(origin)
        self.lock = threading.Lock()
        self.idle = []

    def take(self):
        with self.lock:
            while self.idle:
                connection, since = self.idle.pop()
                if time.monotonic() - since < IDLE_LIMIT:
                    return connection
                connection.close()
        kind = http.client.HTTPSConnection if self.origin.scheme == "https" else http.client.HTTPConnection
        connection = kind(self.origin.hostname, self.origin.port, timeout=TIME_LIMIT)
        connection.connect()
        return connection

    def give_back(self, connection):
        with self.lock:
            self.idle.append((connection, time.monotonic()))


def parse(body):
    try:
        return json.loads(body)
    except ValueError:
        return None


def retry_after(headers):
    """Seconds, by `Retry-After` or by the minutes in the usage header; 0 when neither says so."""
    try:
        return float(headers.get("Retry-After") or 0)
    except ValueError:
        return 0


def regain_after(headers):
    usage = parse(headers.get("X-Business-Use-Case-Usage") or "")
    entries = [entry for of_account in usage.values() for entry in of_account] if isinstance(usage, dict) else []
    return max((entry.get("estimated_time_to_regain_access") or 0 for entry in entries), default=0) * 60


def failure(status, headers, answer):
    error = answer.get("error") if isinstance(answer, dict) else None
    code = error.get("code", 0) if isinstance(error, dict) else 0
    known = {"code": code, "status": status, "retry_after": max(retry_after(headers), regain_after(headers))}
    if status >= 500:
        # Without Meta's envelope something between us and Meta spoke, which does not know what became of the call.
        return Outcome(UNSURE if code else UNKNOWN, **known)
    return Outcome(TRANSIENT if status == 429 or code in TRANSIENT_CODES else PERMANENT, **known)


class Graph:
    def __init__(self, url, version, phone_number_id):
        self.base = f"{urlsplit(url).path}/{version}"
        self.messages = f"{self.base}/{phone_number_id}/messages"
        self.connections = Connections(url)
        self.watch = Watch()

    def _call(self, method, path, token, body=None):
        """(status, headers, body), or the Outcome of a call that was not answered."""
        try:
            connection = self.connections.take()
        except OSError:
            return Outcome(TRANSIENT, status=503)
        self.watch.begin(connection)
        try:
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            data = response.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            return Outcome(UNKNOWN)
        finally:
            self.watch.end(connection)
        if response.will_close:
            connection.close()
        else:
            self.connections.give_back(connection)
        return response.status, response.headers, data

    def send(self, payload, token):
        answered = self._call("POST", self.messages, token, json.dumps(payload))
        if isinstance(answered, Outcome):
            return answered
        status, headers, data = answered
        answer = parse(data)
        if status >= 300:
            return failure(status, headers, answer)
        return Outcome(DONE if isinstance(answer, dict) and answer.get("messages") else UNKNOWN, status=status)

    def look_up(self, media, token):
        """Where a file is now, and its size."""
        answered = self._call("GET", f"{self.base}/{media}", token)
        if isinstance(answered, Outcome):
            return answered
        status, headers, data = answered
        answer = parse(data)
        if status >= 300:
            return failure(status, headers, answer)
        if not isinstance(answer, dict) or "url" not in answer:
            return Outcome(UNKNOWN, status=status)
        return Outcome(DONE, status=status, value=(answer["url"], answer.get("file_size")))

    def download(self, url, size, token):
        """The file's size and hash."""
        place = urlsplit(url)
        answered = self._call("GET", f"{place.path}?{place.query}", token)
        if isinstance(answered, Outcome):
            return answered
        status, headers, data = answered
        if status >= 300:
            return failure(status, headers, parse(data))
        if len(data) != int(size or -1):
            return Outcome(UNKNOWN, status=status)
        return Outcome(DONE, status=status, value=(len(data), hashlib.sha256(data).hexdigest()))
