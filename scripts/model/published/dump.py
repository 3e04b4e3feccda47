"""Prints the published model of the services named on the command line, as botocore holds it, as JSON."""

import json
import sys

import botocore.session

LIMITS = ('min', 'max', 'pattern')

session = botocore.session.get_session()
loader = session.get_component('data_loader')
answer = {}
for name in sys.argv[1:]:
    raw = loader.load_service_model(name, 'service-2')
    try:
        paginators = loader.load_service_model(name, 'paginators-1')['pagination']
    except Exception:
        paginators = {}
    try:
        waiters = loader.load_service_model(name, 'waiters-2')['waiters']
    except Exception:
        waiters = {}
    answer[name] = {
        'metadata': raw['metadata'],
        'operations': raw['operations'],
        'shapes': {
            shape: {key: value for key, value in fact.items() if key != 'documentation'}
            for shape, fact in raw['shapes'].items()
        },
        'paginators': paginators,
        'waiters': waiters,
    }
json.dump(answer, sys.stdout)
