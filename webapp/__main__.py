"""`python -m webapp`: bring the database up to date, print the address, become the server."""

import os
import sys

from flask_migrate import upgrade

from webapp import create_app


def main() -> None:
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    app = create_app()
    with app.app_context():
        upgrade()
    print(f"Footnote is at http://{host}:{port}", flush=True)
    server = [sys.executable, "-m", "gunicorn", "--no-control-socket", "-b", f"{host}:{port}", "-w", "2"]
    os.execv(sys.executable, [*server, "webapp:create_app()"])


if __name__ == "__main__":
    main()
