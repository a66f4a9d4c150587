# pip install flask
#
# Wrong: the route ends in a slash and the address in the shop does not, so Flask answers 308.
# Upgates concludes: a wrong answer to everything (that it does not follow redirects is inferred).
# Right: @app.post("/webhooks/", strict_slashes=False), or the address with the slash.
import os

from flask import Flask, request

app = Flask(__name__)


@app.post("/webhooks/")
def take():
    request.get_json()
    return "", 204


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ.get("PORT", "3000")))
