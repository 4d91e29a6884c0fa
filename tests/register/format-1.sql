-- A register as format 1 wrote it (two entries of one letter), for the test that brings it to the present format.
BEGIN;
CREATE TABLE abstentions (
	document VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (document, position), 
	FOREIGN KEY(document) REFERENCES documents (id)
);
CREATE TABLE decisions (
	id INTEGER NOT NULL, 
	target_kind VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	verdict VARCHAR NOT NULL, 
	payload TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at VARCHAR NOT NULL, 
	undone_by INTEGER, 
	PRIMARY KEY (id)
);
CREATE TABLE documents (
	id VARCHAR NOT NULL, 
	name TEXT NOT NULL, 
	media_type VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	structure TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "documents" VALUES('6fb74dea47e303c91542','letter.txt','text/plain','Norway recognised Finland on 10 January 1918. The Norwegian Foreign Minister Nils Ihlen visited Helsinki in May 1919.
','{"anchors":[[0,118,0,1,null,null,null,null]],"sections":[[0,118,"",0,"body"]],"paragraphs":[[0,117,"text"]],"sentences":[[0,45],[46,117]],"front":{"title":null,"authors":[],"date":null,"doi":null,"language":null},"warnings":[]}');
CREATE TABLE entries (
	id VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	act VARCHAR NOT NULL, 
	edtf VARCHAR, 
	earliest VARCHAR, 
	latest VARCHAR, 
	basis VARCHAR NOT NULL, 
	place TEXT, 
	modality VARCHAR NOT NULL, 
	said_by TEXT, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	rule VARCHAR NOT NULL, 
	confidence FLOAT NOT NULL, 
	why TEXT NOT NULL, 
	day VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document) REFERENCES documents (id)
);
INSERT INTO "entries" VALUES('b326ed0febe3edff','6fb74dea47e303c91542','recognition','1918-01-10','1918-01-10','1918-01-10','stated',NULL,'asserted',NULL,0,44,'Norway recognised Finland on 10 January 1918','recognition',0.95,'the words match rule recognition (active); the date follows the act in its clause','1918-01-10');
INSERT INTO "entries" VALUES('3dda5c99e71d13e5','6fb74dea47e303c91542','visit','1919-05','1919-05-01','1919-05-31','stated','Helsinki','asserted',NULL,46,116,'The Norwegian Foreign Minister Nils Ihlen visited Helsinki in May 1919','visit',0.95,'the words match rule visit (active); the date follows the act in its clause','1919-05-01');
CREATE TABLE entry_citations (
	entry VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	citation TEXT NOT NULL, 
	PRIMARY KEY (entry, position), 
	FOREIGN KEY(entry) REFERENCES entries (id) ON DELETE CASCADE
);
CREATE TABLE entry_people (
	entry VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT, 
	office TEXT, 
	state VARCHAR, 
	person VARCHAR, 
	folded TEXT NOT NULL, 
	PRIMARY KEY (entry, position), 
	FOREIGN KEY(entry) REFERENCES entries (id) ON DELETE CASCADE
);
INSERT INTO "entry_people" VALUES('3dda5c99e71d13e5',0,'Nils Ihlen','foreign minister','NOR',NULL,'nils ihlen foreign minister');
CREATE TABLE entry_sectors (
	entry VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	sector VARCHAR NOT NULL, 
	PRIMARY KEY (entry, position), 
	FOREIGN KEY(entry) REFERENCES entries (id) ON DELETE CASCADE
);
CREATE TABLE entry_states (
	entry VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	PRIMARY KEY (entry, position), 
	FOREIGN KEY(entry) REFERENCES entries (id) ON DELETE CASCADE
);
INSERT INTO "entry_states" VALUES('b326ed0febe3edff',0,'NOR');
INSERT INTO "entry_states" VALUES('b326ed0febe3edff',1,'FIN');
INSERT INTO "entry_states" VALUES('3dda5c99e71d13e5',0,'NOR');
INSERT INTO "entry_states" VALUES('3dda5c99e71d13e5',1,'FIN');
CREATE TABLE mentions (
	document VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	data TEXT NOT NULL, 
	PRIMARY KEY (document, kind, position), 
	FOREIGN KEY(document) REFERENCES documents (id)
);
CREATE TABLE meta (
	"key" VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('format','1');
CREATE TABLE paths (
	path TEXT NOT NULL, 
	document VARCHAR NOT NULL, 
	PRIMARY KEY (path), 
	FOREIGN KEY(document) REFERENCES documents (id)
);
INSERT INTO "paths" VALUES('letter.txt','6fb74dea47e303c91542');
CREATE INDEX ix_decisions_target ON decisions (target);
CREATE INDEX ix_paths_document ON paths (document);
CREATE INDEX entries_by_document ON entries (document, start);
CREATE INDEX entries_by_act ON entries (act, day);
CREATE INDEX entries_by_day ON entries (day, latest, document, start);
CREATE INDEX ix_entry_states_state ON entry_states (state);
CREATE INDEX ix_entry_sectors_sector ON entry_sectors (sector);
CREATE INDEX ix_entry_citations_citation ON entry_citations (citation);
CREATE VIRTUAL TABLE entry_words USING fts5(entry UNINDEXED, words, tokenize='unicode61 remove_diacritics 2');
INSERT INTO entry_words(entry, words) VALUES ('b326ed0febe3edff', 'norway recognised finland on 10 january 1918 recognition   ');
INSERT INTO entry_words(entry, words) VALUES ('3dda5c99e71d13e5', 'the norwegian foreign minister nils ihlen visited helsinki in may 1919 visit helsinki nils ihlen foreign minister ');
COMMIT;
