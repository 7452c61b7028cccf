"""All that one POST tells, element by element: what is not understood is passed over and costs nobody else an answer."""

import time
from dataclasses import dataclass, field

# Types that a person expects an answer to; reactions, edits, number changes and what is new need none.
ANSWERED = {
    *("text", "image", "video", "audio", "document", "sticker"),
    *("location", "contacts", "button", "interactive", "order"),
}


@dataclass
class Delivery:
    messages: list = field(default_factory=list)
    statuses: list = field(default_factory=list)
    events: list = field(default_factory=list)


def text_of(value):
    return value if isinstance(value, str) and value else None


def dict_of(value):
    return value if isinstance(value, dict) else {}


def dicts_of(value):
    return [element for element in value if isinstance(element, dict)] if isinstance(value, list) else []


def seconds_of(value):
    try:
        return float(value)
    except (TypeError, ValueError):
        return time.time()


def name_of(contacts, phone, user_id):
    for contact in contacts:
        if (user_id and contact.get("user_id") == user_id) or (phone and contact.get("wa_id") == phone):
            return text_of(dict_of(contact.get("profile")).get("name"))
    return None


def read_message(raw, contacts):
    """What the work needs of a message, or None. A user is known by the business-scoped id, else by the number."""
    phone, user_id, kind = text_of(raw.get("from")), text_of(raw.get("from_user_id")), raw.get("type")
    if not text_of(raw.get("id")) or kind not in ANSWERED or not (phone or user_id):
        return None
    content = dict_of(raw.get(kind))
    return {
        "id": raw["id"],
        "phone": phone,
        "user_id": user_id,
        "lane": user_id or phone,
        "name": name_of(contacts, phone, user_id) or "you",
        "type": kind,
        "text": (text_of(dict_of(raw.get("text")).get("body")) or "")[:300],
        "media": text_of(content.get("id")) if "mime_type" in content else None,
        "written_at": seconds_of(raw.get("timestamp")),
    }


def read_payload(payload):
    delivery = Delivery()
    for entry in dicts_of(dict_of(payload).get("entry")):
        for change in dicts_of(entry.get("changes")):
            value = dict_of(change.get("value"))
            if change.get("field") != "messages":
                delivery.events.append((change.get("field"), value))
                continue
            contacts = dicts_of(value.get("contacts"))
            read = (read_message(raw, contacts) for raw in dicts_of(value.get("messages")))
            delivery.messages.extend(message for message in read if message)
            delivery.statuses.extend(dicts_of(value.get("statuses")))
    return delivery
