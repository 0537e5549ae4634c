"""`python -m tests.vendors`: the stand-in by hand; prints every message it takes."""

import argparse
import asyncio
import json

from tests.vendors.calls import shown
from tests.vendors.stand_in import StandIn

HOW = """Both vendors stand at {url}. In another window:

  export SAMVAD__WHATSAPP__API_BASE={url} SAMVAD__WHATSAPP__TOKEN=token SAMVAD__WHATSAPP__PHONE_ID={phone_id}
  export SAMVAD__WHATSAPP__WABA_ID=1 SAMVAD__WHATSAPP__VERIFY_TOKEN=verify
  export SAMVAD__WHATSAPP__APP_SECRET=app-secret
  export SAMVAD__TELEGRAM__API_BASE={url} SAMVAD__TELEGRAM__TOKEN={bot_token}
  make run
"""


async def main(port: int, strict: bool) -> None:
    """Serve until Ctrl-C."""
    stand_in = StandIn(strict_rates=strict, windows=strict)
    await stand_in.start(port)
    print(HOW.format(url=stand_in.url, phone_id=stand_in.phone_id, bot_token=stand_in.bot_token))
    seen = 0
    while True:
        await asyncio.sleep(0.2)
        for call in stand_in.calls[seen:]:
            words = shown(call) if call.taken else json.dumps(call.body, ensure_ascii=False)[:200]
            print(f"{call.channel} {call.method} → {call.to} {'taken' if call.taken else ''}: {words}")
        seen = len(stand_in.calls)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--strict", action="store_true", help="enforce rates and the 24 h window")
    given = parser.parse_args()
    asyncio.run(main(given.port, given.strict))
