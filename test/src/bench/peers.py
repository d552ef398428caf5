"""Times how long other linters take for each policy document of a JSON Lines file; prints JSON. Run by the benchmark."""

import contextlib
import io
import json
import sys
import time


def parliament():
    from parliament import analyze_policy_string

    return lambda document: analyze_policy_string(json.dumps(document), include_community_auditors=True)


def cloudsplaining():
    from cloudsplaining.command.scan_policy_file import scan_policy

    return scan_policy


def times(make, documents):
    check = make()
    result, failed = [], 0
    for document in documents:
        begin = time.perf_counter()
        try:
            check(document)
        except Exception:
            failed += 1
        result.append((time.perf_counter() - begin) * 1000)
    return {"times": result, "failed": failed}


def main():
    tool, file = sys.argv[1:]
    with open(file, encoding="utf8") as lines:
        documents = [json.loads(line) for line in lines]
    with contextlib.redirect_stdout(io.StringIO()):
        measured = times({"parliament": parliament, "cloudsplaining": cloudsplaining}[tool], documents)
    print(json.dumps(measured))


main()
