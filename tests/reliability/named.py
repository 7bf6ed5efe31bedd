"""`python -m tests.reliability.named`: the server of `make run`, whose answers say which process gave them.

Who asks with the header Deaf is served the bank that the process has, whatever was published since.
"""

import os

from flask import Flask, Response, g, request

from webapp import __main__ as server
from webapp import bank, create_app

PROCESS, DEAF = "Process", "Deaf"


def named_app() -> Flask:
    app = create_app()

    @app.before_request
    def stay_deaf() -> None:
        if DEAF in request.headers:
            state = app.extensions[bank.STATE]
            g.served, g.bank = state.served, state.served.bank

    @app.after_request
    def name(response: Response) -> Response:
        response.headers[PROCESS] = str(os.getpid())
        return response

    return app


server.__dict__["create_app"] = named_app

if __name__ == "__main__":
    server.main()
