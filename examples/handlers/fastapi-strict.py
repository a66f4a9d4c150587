# pip install fastapi uvicorn
#
# Wrong: the model knows the fields of today's documentation, forbids all others, and wants a text where null may be.
# Upgates concludes: a wrong answer, from the day on which a field is added, to every event at once.
# Right: leave extra="forbid" out, and let what may be null be `str | None`.
import os

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel


class Order(BaseModel):
    model_config = {"extra": "forbid"}
    order_number: str
    creation_time: str | None = None
    last_update_time: str | None = None
    deletion_time: str | None = None
    status_id: int | None = None
    status: str = ""


class Call(BaseModel):
    project_name: str
    orders: list[Order] = []


app = FastAPI()


@app.post("/webhooks", status_code=204)
def take(call: Call) -> None:
    return None


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", "3000")), log_level="warning")
