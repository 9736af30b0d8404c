"""view"""


def register(app):
    pass
