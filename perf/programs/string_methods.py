"""The string methods that scripts lean on: search, split, replace, strip, test, case, translate."""

import sys

LINES = [
    "GET /index.html HTTP/1.1",
    "  Host: www.example.org  ",
    "user-agent: probe/2.1 (linux; x64)",
    "Accept: text/html,application/json;q=0.9,*/*;q=0.8",
    "Cookie: session=ab12cd34; theme=dark; lang=de",
    "X-Request-Id: 0000-4f3e-99aa-17bc",
    "# a comment = not a setting",
    "gr\u00fc\u00dfe: \u4f60\u597d, \u043c\u0438\u0440",
]


def parse_header(line):
    name, separator, value = line.strip().partition(":")
    if not separator:
        return None
    return name.lower().replace("-", "_"), value.strip()


def parse_cookie(value):
    jar = {}
    for part in value.split(";"):
        key, _, content = part.strip().partition("=")
        jar[key] = content
    return jar


def title_slug(text):
    kept = [c if c.isalnum() else " " for c in text.casefold()]
    return "-".join("".join(kept).split())


def caesar(text):
    return "".join(chr((ord(c) - 97 + 13) % 26 + 97) if c.isascii() and c.islower() else c for c in text)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 45_000
    vowels = str.maketrans("aeiou", "AEIOU", "-")
    checksum = 0
    for i in range(n):
        line = LINES[i % len(LINES)]
        header = parse_header(line)
        if header is not None:
            name, value = header
            checksum += len(name) + len(value)
            if name == "cookie":
                checksum += len(parse_cookie(value)["session"])
        if line.startswith(("GET", "POST")) and line.endswith("1.1"):
            checksum += line.find("/") + line.rfind("/") + line.count("T")
        checksum += len(title_slug(line)) + caesar(line).count("r")
        checksum += line.translate(vowels).count("A") + len(line.upper().title())
        checksum += sum(field.strip().isdigit() for field in line.replace(";", ",").split(","))
        checksum += line.index(":") if ":" in line else 0
        checksum += len(line.center(80, "*").lstrip("*")) + len(line.zfill(70)) + len(line.encode("utf-8"))
    print(checksum)


if __name__ == "__main__":
    main()
