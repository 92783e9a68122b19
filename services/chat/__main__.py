"""`python -m services.chat`"""

from kernel.rpc.main import run
from services.chat.app import build
from services.chat.settings import Settings

if __name__ == "__main__":
    run("chat", Settings, build)
