"""Read one document and print its first entries, each with the words that tell it."""

import regesta

reading = regesta.read("examples/documents/france-germany-1950-2019.pdf")
for entry in reading.entries[:5]:
    print(entry.when.edtf, entry.act, *entry.states)
    print("   ", reading.document.text[entry.start : entry.end])
    print("    page", reading.document.locate(entry.start).page, "|", entry.why)
