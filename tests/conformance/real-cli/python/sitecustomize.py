"""Makes an AWS CLI that is written in Python answer many command lines in one go.

Python imports this module as it starts, when its folder is on PYTHONPATH. Where the environment asks for it, the CLI
that was started is loaded once and forked for each command line: every line has a process of its own, as always, and
only the loading is shared.

A request is NUL-terminated texts: how many words, then the words. So is the answer: exit status, standard output,
standard error.
"""

import gc
import os
import select
import socket
import sys
import tempfile

services = ("ec2", "elbv2", "iam", "route53", "s3", "sts")


def serve():
    from awscli import clidriver

    share_models()
    # Loads the command's own customisations, too.
    clidriver.create_clidriver()
    gc.freeze()
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"listening {listener.getsockname()[1]}", flush=True)
    while True:
        # Whoever started this holds the other end of standard input.
        ready, _, _ = select.select([listener, sys.stdin], [], [])
        if sys.stdin in ready:
            os._exit(0)
        connection, _ = listener.accept()
        with connection:
            answer(connection, clidriver)


def share_models():
    """A loader keeps what it has read. Each command line has a loader of its own, so these keep it here instead."""
    import botocore.loaders
    import botocore.session

    keep(botocore.loaders.JSONFileLoader, "load_file")
    keep(botocore.loaders.Loader, "list_available_services")
    loader = botocore.session.Session().get_component("data_loader")
    for name in services:
        for kind in ("service-2", "paginators-1", "endpoint-rule-set-1"):
            loader.list_available_services(kind)
            loader.load_service_model(name, kind)


def keep(owner, name):
    call = getattr(owner, name)
    known = {}

    def kept(self, *words, **named):
        key = (words, tuple(named.items()))
        if key not in known:
            known[key] = call(self, *words, **named)
        return known[key]

    setattr(owner, name, kept)


def answer(connection, clidriver):
    words = read_words(connection)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os._exit(run(words, out, err, clidriver))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = [str(status).encode()]
        for file in (out, err):
            file.seek(0)
            texts.append(file.read())
    connection.sendall(b"".join(text + b"\0" for text in texts))


def read_words(connection):
    received = b""
    while True:
        *texts, _ = received.split(b"\0")
        if texts and len(texts) > int(texts[0]):
            return [text.decode() for text in texts[1:]]
        piece = connection.recv(65536)
        if not piece:
            return []
        received += piece


def run(words, out, err, clidriver):
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    sys.argv = ["aws", *words]
    try:
        status = clidriver.main()
    except SystemExit as end:
        status = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    return status if isinstance(status, int) else 1 if status else 0


if os.environ.get("HOPWISE_FORKS_AWS"):
    del os.environ["HOPWISE_FORKS_AWS"]
    try:
        serve()
    except ImportError:
        # A Python program on the way to the CLI, or a CLI of another build: it goes on as it would.
        os.environ["HOPWISE_FORKS_AWS"] = "1"
