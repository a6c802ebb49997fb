"""Runs commands in turn on one core, several times, and prints one row for each: the whole process, from outside.

measure.py BYTES DOCUMENTS ROUNDS NAME COMMAND [NAME COMMAND ...]

CPU seconds are user and system time of the process and its children; MB/s and documents/s are the input over CPU seconds,
of the median round. Memory is the largest resident set. The rounds of all commands take turns, so that a change of the
machine's speed meets them all.
"""
import os
import shlex
import statistics
import sys
import time

size, documents, rounds = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
commands = list(zip(sys.argv[4::2], sys.argv[5::2]))
rows = {name: [] for name, _ in commands}
for _ in range(rounds):
    for name, command in commands:
        start = time.perf_counter()
        child = os.fork()
        if child == 0:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            words = shlex.split(command)
            os.execvp(words[0], words)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - start
        if status != 0:
            print(f"{name}: failed with status {status}", file=sys.stderr)
            rows[name] = None
            break
        rows[name].append((usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss))
print(f"{'':34}{'CPU s':>8}{'wall s':>8}{'MB/s':>8}{'docs/s':>9}{'MB mem':>8}")
for name, runs in rows.items():
    if not runs:
        print(f"{name:34}   (did not run)")
        continue
    cpu = statistics.median(run[0] for run in runs)
    wall = statistics.median(run[1] for run in runs)
    memory = max(run[2] for run in runs)
    print(f"{name:34}{cpu:8.3f}{wall:8.3f}{size / 1e6 / cpu:8.1f}{documents / cpu:9.0f}{memory / 1024:8.0f}")
