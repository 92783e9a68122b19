"""`python -m services.knowledge`"""

from kernel.rpc.main import run
from services.knowledge.app import build
from services.knowledge.settings import Settings

if __name__ == "__main__":
    run("knowledge", Settings, build)
