"""A WhatsApp bot in Python's standard library that does everything right, in another way than its neighbours: threads, a
queue in SQLite that survives `kill -9`, and jobs that go back into the queue instead of waiting. It takes the same
environment as they do and is a measuring piece of the checks, which must not accuse it of anything. See `store.py` for
what is remembered, `work.py` for what is done, `gate.py` for when calls may be made, `graph.py` for the calls."""

import hashlib
import hmac
import json
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

# Nothing is left beside the sources: what the matrix keeps depends on what stands there.
sys.dont_write_bytecode = True

from gate import Gate  # noqa: E402
from graph import Graph  # noqa: E402
from inbound import read_payload  # noqa: E402
from store import Store  # noqa: E402
from work import Workers  # noqa: E402

ENV = os.environ
BODY_LIMIT = 3 * 1024 * 1024
OPEN_JOBS_LIMIT = 5_000


def is_genuine(body, header):
    """True when Meta signed exactly these bytes."""
    expected = "sha256=" + hmac.new(ENV["APP_SECRET"].encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, header or "")


class Handler(BaseHTTPRequestHandler):
    """The HTTP side: who may call, and how fast to answer. What is taken in is on disk before the 200."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def read_body(self):
        length = int(self.headers.get("Content-Length") or 0)
        if length > BODY_LIMIT:
            self.close_connection = True
            return None
        return self.rfile.read(length)

    def do_GET(self):
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        known = asked.get("hub.mode") == "subscribe" and asked.get("hub.verify_token") == ENV["VERIFY_TOKEN"]
        if url.path != "/webhook":
            self.answer(404)
        elif known and "hub.challenge" in asked:
            self.answer(200, asked["hub.challenge"].encode())
        else:
            self.answer(403)

    def do_POST(self):
        body = self.read_body()
        path = urlsplit(self.path).path
        if body is None:
            self.answer(413)
        elif path == "/webhook":
            self.answer(self.take(body))
        elif path == "/campaign":
            self.answer(self.start_campaign(body))
        else:
            self.answer(404)

    def take(self, body):
        if not is_genuine(body, self.headers.get("X-Hub-Signature-256")):
            return 401
        try:
            payload = json.loads(body)
        except ValueError:
            return 400
        delivery = read_payload(payload)
        if self.server.store.open_jobs() + len(delivery.messages) > OPEN_JOBS_LIMIT:
            return 503
        self.server.workers.take(delivery)
        return 200

    def start_campaign(self, body):
        try:
            asked = json.loads(body)
            template, recipients = asked["template"], asked["recipients"]
            language = asked.get("language", "en_US")
            name = asked.get("campaign", f"{template}/{language}")
        except (ValueError, KeyError, TypeError, AttributeError):
            return 400
        if not isinstance(template, str) or not isinstance(recipients, list):
            return 400
        self.server.workers.start_campaign(name, template, language, recipients)
        return 202

    def log_message(self, format, *args):
        """Requests are not logged."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


def main():
    store = Store(ENV.get("WAPROOF_STATE_DIR") or ".")
    gate = Gate(ENV["WHATSAPP_TOKEN"], ENV.get("WHATSAPP_TOKEN_FILE"))
    graph = Graph(ENV["GRAPH_API_URL"], ENV["GRAPH_API_VERSION"], ENV["PHONE_NUMBER_ID"])
    workers = Workers(store, gate, graph)
    server = Server(("127.0.0.1", int(ENV["PORT"])), Handler)
    server.store = store
    server.workers = workers
    # Whatever is not finished stays in the store.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    workers.start()
    server.serve_forever()


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    main()
