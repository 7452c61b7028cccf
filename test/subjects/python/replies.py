"""What the bot says, and to whom. The same job gives the same message, however often it is composed."""


def compose(body, file):
    """The payload without what all have. `file`: size and hash of what came with the message, if it could be had."""
    if "template" in body:
        language = {"code": body["language"]}
        return {"to": body["phone"], "type": "template", "template": {"name": body["template"], "language": language}}
    if body["media"]:
        what = f"have your {body['type']} of {file[0]} bytes" if file else f"could not open your {body['type']}"
    else:
        what = f"read: {body['text'][:200] or body['type']}"
    # A business-scoped id has a field of its own.
    address = {"to": body["phone"]} if body["phone"] else {"recipient": body["user_id"]}
    text = {"body": f"Good day {body['name']}, we {what}"}
    return {**address, "type": "text", "text": text, "context": {"message_id": body["id"]}}
