"""The far side of the socket: the process that holds the store, and the workers it forks to evaluate.

Whatever a text does to the engine, it does here.
"""
