"""Read a PDF and say of each visit where its words stand, and of a date of which no entry was made, why."""

import regesta

reading = regesta.read("examples/documents/france-germany-1950-2019.pdf")
for entry in reading.entries:
    if entry.act == "visit":
        place = reading.document.locate(entry.start)
        print(entry.when.edtf, regesta.abstract(entry), "page", place.page, "at", place.box)

silent = reading.abstentions[0]
print(f"{silent.quote}: {silent.reason}")
