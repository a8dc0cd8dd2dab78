"""Tokenising, extracting and replacing with regular expressions."""
import re

TOKEN = re.compile(r'(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<op>[-+*/=()<>]+)|(?P<space>\s+)')
LOG = re.compile(r'^(\d{4})-(\d\d)-(\d\d) \[(\w+)\] (.*?)(?: in (\d+)ms)?$', re.M)


def main():
    source = 'total = price * (1 + rate) - discount / 2.5 >= limit\n' * 400
    kinds = {}
    for match in TOKEN.finditer(source):
        kinds[match.lastgroup] = kinds.get(match.lastgroup, 0) + 1
    print(sorted(kinds.items()))
    log = ''.join(f'2026-{m % 12 + 1:02}-{m % 28 + 1:02} [{"INFO" if m % 3 else "WARN"}] request {m} served in {m % 97}ms\n' for m in range(4000))
    total = 0
    for year, month, day, level, text, millis in LOG.findall(log):
        if level == 'WARN':
            total += int(millis)
    print(total)
    print(len(re.sub(r'\b(\w)(\w*)\b', lambda m: m.group(1).upper() + m.group(2), source)))
    print(len(re.split(r'[,;\s]+', source)), sum(1 for line in log.splitlines() if re.search(r'request \d*7 ', line)))


for _ in range(8):
    main()
