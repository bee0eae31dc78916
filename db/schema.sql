CREATE TABLE action_items (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	meeting_id TEXT, 
	"order" INTEGER, 
	text TEXT, 
	owner TEXT, 
	due_on TEXT, 
	done_on TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE agenda_items (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	meeting_id TEXT, 
	"order" INTEGER, 
	title TEXT, 
	presenter TEXT, 
	note TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE agreements (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	institution_id TEXT, 
	partner_id TEXT, 
	partner_text TEXT, 
	kind TEXT, 
	content TEXT, 
	status TEXT, 
	agreed_on TEXT, 
	contact TEXT, 
	review_on TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE answers (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	visit_id TEXT, 
	question_id TEXT, 
	state TEXT, 
	value TEXT, 
	other TEXT, 
	note TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE areas (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	name TEXT, 
	level TEXT, 
	parent_id TEXT, 
	words TEXT, 
	"order" INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE attachments (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	parent_kind TEXT, 
	parent_id TEXT, 
	name TEXT, 
	media_type TEXT, 
	size INTEGER, 
	content TEXT, 
	added_on TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE attendances (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	meeting_id TEXT, 
	"order" INTEGER, 
	person_id TEXT, 
	name TEXT, 
	title TEXT, 
	organisation TEXT, 
	profession TEXT, 
	honorific TEXT, 
	reply TEXT, 
	attended TEXT, 
	note TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE audit (
	seq INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	device TEXT NOT NULL, 
	staff TEXT NOT NULL, 
	what TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	record TEXT NOT NULL, 
	batch TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	hash BLOB NOT NULL, 
	PRIMARY KEY (seq)
);

CREATE TABLE capabilities (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	institution_id TEXT, 
	code TEXT, 
	state TEXT, 
	condition TEXT, 
	confirmed_on TEXT, 
	confirmed_by TEXT, confirmed_how TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE codes (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	list_name TEXT, 
	"key" TEXT, 
	label TEXT, 
	kana TEXT, 
	"order" INTEGER, 
	retired INTEGER, 
	source TEXT, 
	applies_to TEXT, target INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE column_mappings (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	title TEXT, 
	header TEXT, 
	target TEXT, 
	columns TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE confirmation_rounds (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	title TEXT, 
	starts_on TEXT, 
	due_on TEXT, 
	note TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE confirmations (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	round_id TEXT, 
	institution_id TEXT, 
	number INTEGER, 
	sent_on TEXT, 
	sent_by TEXT, 
	returned_on TEXT, 
	returned_by TEXT, 
	note TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE "conflict" (
	record TEXT NOT NULL, 
	grp TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	PRIMARY KEY (record, grp)
);

CREATE TABLE consultations (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	received_at TEXT, 
	desk TEXT, 
	channel TEXT, 
	inquirer_kind TEXT, 
	inquirer_id TEXT, 
	inquirer_name TEXT, 
	institution_id TEXT, 
	institution_text TEXT, 
	patient_mark TEXT, 
	age_band TEXT, 
	sex TEXT, 
	care_level TEXT, 
	care_scene TEXT, 
	topics TEXT, 
	content TEXT, 
	response TEXT, 
	information_given TEXT, 
	referred_to TEXT, 
	physician_informed TEXT, 
	physician_informed_on TEXT, 
	physician_informed_note TEXT, 
	status TEXT, 
	minutes_spent INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE contacts (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	institution_id TEXT, 
	happened_at TEXT, 
	channel TEXT, 
	person TEXT, 
	content TEXT, 
	result TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE decisions (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	meeting_id TEXT, 
	"order" INTEGER, 
	text TEXT, 
	outcome TEXT, 
	next_check_on TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE devices (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	name TEXT, 
	retired INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE distributions (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	edition_id TEXT, 
	paper TEXT, 
	given_on TEXT, 
	recipients TEXT, 
	channel TEXT, 
	copies INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE edition_entries (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	edition_id TEXT, 
	institution_id TEXT, 
	"values" TEXT, 
	capabilities TEXT, 
	posts TEXT, 
	counted TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE editions (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	title TEXT, 
	frozen_on TEXT, 
	note TEXT, 
	frame TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE follow_ups (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	consultation_id TEXT, 
	happened_at TEXT, 
	channel TEXT, 
	partner TEXT, 
	text TEXT, 
	minutes_spent INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE institutions (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	name TEXT, 
	kana TEXT, 
	kind TEXT, 
	corporation TEXT, 
	medical_code TEXT, 
	office_number TEXT, 
	postal_code TEXT, 
	prefecture TEXT, 
	municipality TEXT, 
	address TEXT, 
	telephone TEXT, 
	fax TEXT, 
	email TEXT, 
	url TEXT, 
	director TEXT, 
	member INTEGER, 
	district TEXT, 
	support_class TEXT, 
	regular_home_visit_status TEXT, 
	services TEXT, 
	beds INTEGER, 
	closed_days TEXT, 
	note TEXT, 
	listed INTEGER, 
	confirmed_on TEXT, 
	confirmed_by TEXT, aliases TEXT, regional_role TEXT, position TEXT, school_district TEXT, opening_hours TEXT, reach_by TEXT, call_hours TEXT, no_call_hours TEXT, filings TEXT, clinic_class TEXT, home_visits_since TEXT, home_services TEXT, strengths TEXT, service_area TEXT, vacancy TEXT, vacancy_note TEXT, vacancy_at TEXT, cooperation TEXT, cooperation_note TEXT, participation TEXT, participation_on TEXT, participation_note TEXT, cooperative INTEGER, accepts_from_hospital INTEGER, next_contact_on TEXT, open_questions TEXT, liaison_office INTEGER, social_workers INTEGER, liaison_contact TEXT, liaison_telephone TEXT, discharge_support TEXT, open_system TEXT, open_beds INTEGER, night_telephone TEXT, mobile TEXT, alternate_contact TEXT, generator INTEGER, disaster_ventilator INTEGER, disaster_note TEXT, confirmed_how TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE local (
	"key" TEXT NOT NULL, 
	value TEXT, 
	PRIMARY KEY ("key")
);

CREATE TABLE match_decisions (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	layer TEXT, 
	fingerprint TEXT, 
	name TEXT, 
	institution_id TEXT, 
	skip INTEGER, 
	decided_on TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE meeting_results (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	meeting_id TEXT, 
	"order" INTEGER, 
	kind TEXT, 
	text TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE meeting_series (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	title TEXT, 
	"order" INTEGER, 
	place TEXT, 
	selling_point TEXT, 
	involvement TEXT, 
	first_number INTEGER, 
	board INTEGER, 
	retired INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE meetings (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	series_id TEXT, 
	number INTEGER, 
	title TEXT, 
	held_on TEXT, 
	start TEXT, 
	"end" TEXT, 
	place TEXT, 
	status TEXT, 
	involvement TEXT, 
	selling_point TEXT, 
	catchphrase TEXT, 
	invitation_text TEXT, 
	reply_by TEXT, 
	head_count INTEGER, 
	note TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE op (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	device TEXT NOT NULL, 
	hlc INTEGER NOT NULL, 
	who TEXT NOT NULL, 
	batch TEXT NOT NULL, 
	schema INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	record TEXT NOT NULL, 
	grp TEXT NOT NULL, 
	value TEXT NOT NULL, 
	prev TEXT NOT NULL, 
	sealed INTEGER NOT NULL, segment INTEGER, erased TEXT, 
	PRIMARY KEY (seq), 
	UNIQUE (id)
);

CREATE TABLE people (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	name TEXT, 
	kana TEXT, 
	profession TEXT, 
	telephone TEXT, 
	email TEXT, 
	note TEXT, member INTEGER, mobile TEXT, fax TEXT, reach_by TEXT, call_hours TEXT, no_call_hours TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE posts (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	person_id TEXT, 
	name TEXT, 
	institution_id TEXT, 
	title TEXT, 
	profession TEXT, 
	starts_on TEXT, 
	ends_on TEXT, 
	"order" INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE preparations (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	institution_id TEXT, 
	item TEXT, 
	done_on TEXT, 
	note TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE profiles (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	contractor TEXT, 
	placement TEXT, 
	sender_title TEXT, 
	sender_name TEXT, 
	sender_block TEXT, 
	postal_code TEXT, 
	address TEXT, 
	telephone TEXT, 
	fax TEXT, 
	email TEXT, 
	prefecture TEXT, 
	municipality TEXT, 
	date_style TEXT, unconfirmed_months INTEGER, visit_months INTEGER, vacancy_days INTEGER, new_entry_years INTEGER, erase_after_years INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE question_sets (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	title TEXT, 
	version INTEGER, 
	source TEXT, 
	retired INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE questions (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	question_set_id TEXT, 
	"order" INTEGER, 
	number TEXT, 
	text TEXT, 
	kind TEXT, 
	options TEXT, 
	unit TEXT, 
	asked_if TEXT, 
	instruction TEXT, 
	retired INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE remarks (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	meeting_id TEXT, 
	agenda_item_id TEXT, 
	"order" INTEGER, 
	speaker TEXT, 
	text TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE search_doc (
	rank INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	id TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	digest INTEGER NOT NULL, 
	PRIMARY KEY (rank), 
	UNIQUE (id)
);

CREATE VIRTUAL TABLE search_text USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii');

CREATE TABLE segment (
	id INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	device TEXT NOT NULL, 
	name TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	count INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	mine INTEGER NOT NULL, 
	published INTEGER NOT NULL, 
	body BLOB, 
	PRIMARY KEY (id), 
	UNIQUE (hash)
);

CREATE TABLE series_members (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	series_id TEXT, 
	"order" INTEGER, 
	person_id TEXT, 
	name TEXT, 
	title TEXT, 
	organisation TEXT, 
	profession TEXT, 
	honorific TEXT, 
	role TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE source_values (
	institution_id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	edition TEXT, 
	"key" TEXT, 
	gone INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (institution_id, source)
);

CREATE TABLE staff (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	name TEXT, 
	kana TEXT, 
	title TEXT, 
	qualification TEXT, 
	retired INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE staff_counts (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	institution_id TEXT, 
	profession TEXT, 
	count INTEGER, 
	counted_on TEXT, 
	note TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE superseded (
	id TEXT NOT NULL, 
	PRIMARY KEY (id)
);

CREATE TABLE tool_uses (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	institution_id TEXT, 
	tool TEXT, 
	functions TEXT, 
	viewing INTEGER, 
	consent TEXT, 
	starts_on TEXT, 
	ends_on TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE trainings (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	person_id TEXT, 
	title TEXT, 
	held_on TEXT, 
	completed INTEGER, 
	note TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE visits (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	institution_id TEXT, 
	institution_text TEXT, 
	visited_on TEXT, 
	start TEXT, 
	"end" TEXT, 
	interviewee_id TEXT, 
	interviewee TEXT, 
	interviewer TEXT, 
	companion TEXT, 
	status TEXT, 
	purpose TEXT, 
	question_set_id TEXT, 
	note TEXT, 
	follow_up_on TEXT, 
	follow_up TEXT, 
	PRIMARY KEY (id)
);

CREATE TABLE yearly_figures (
	id TEXT NOT NULL, 
	deleted INTEGER DEFAULT 0 NOT NULL, 
	merged_into TEXT, 
	as_typed TEXT, 
	institution_id TEXT, 
	fiscal_year INTEGER, 
	measure TEXT, 
	count INTEGER, 
	note TEXT, 
	PRIMARY KEY (id)
);

CREATE INDEX action_items_meeting_id ON action_items (meeting_id);

CREATE INDEX agenda_items_meeting_id ON agenda_items (meeting_id);

CREATE INDEX agreements_institution_id ON agreements (institution_id);

CREATE INDEX agreements_partner_id ON agreements (partner_id);

CREATE INDEX answers_question_id ON answers (question_id);

CREATE INDEX answers_visit_id ON answers (visit_id);

CREATE INDEX areas_parent_id ON areas (parent_id);

CREATE INDEX attachments_content ON attachments (content);

CREATE INDEX attachments_parent_id ON attachments (parent_id);

CREATE INDEX attendances_meeting_id ON attendances (meeting_id);

CREATE INDEX attendances_person_id ON attendances (person_id);

CREATE INDEX audit_at ON audit (at);

CREATE INDEX audit_batch ON audit (batch) WHERE batch != '';

CREATE INDEX audit_record ON audit (record, at) WHERE record != '';

CREATE INDEX audit_staff ON audit (staff, at);

CREATE INDEX audit_what ON audit (what, at);

CREATE INDEX capabilities_by_code ON capabilities (code, institution_id, state, deleted);

CREATE INDEX capabilities_institution_id ON capabilities (institution_id);

CREATE INDEX confirmations_institution_id ON confirmations (institution_id);

CREATE INDEX confirmations_round_id ON confirmations (round_id);

CREATE INDEX consultations_inquirer_id ON consultations (inquirer_id);

CREATE INDEX consultations_institution_id ON consultations (institution_id);

CREATE INDEX contacts_institution_id ON contacts (institution_id);

CREATE INDEX decisions_meeting_id ON decisions (meeting_id);

CREATE INDEX distributions_edition_id ON distributions (edition_id);

CREATE INDEX edition_entries_edition_id ON edition_entries (edition_id);

CREATE INDEX edition_entries_institution_id ON edition_entries (institution_id);

CREATE INDEX follow_ups_consultation_id ON follow_ups (consultation_id);

CREATE INDEX institutions_binned ON institutions (deleted) WHERE deleted = 1;

CREATE INDEX institutions_by_district ON institutions (district, id);

CREATE INDEX institutions_by_kind ON institutions (kind, id);

CREATE INDEX institutions_by_vacancy ON institutions (vacancy, vacancy_at, id);

CREATE INDEX institutions_merged_into ON institutions (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX institutions_name ON institutions (name);

CREATE INDEX institutions_once_called ON institutions (aliases) WHERE aliases IS NOT NULL;

CREATE INDEX institutions_telephone ON institutions (telephone);

CREATE INDEX match_decisions_institution_id ON match_decisions (institution_id);

CREATE INDEX meeting_results_meeting_id ON meeting_results (meeting_id);

CREATE INDEX meetings_series_id ON meetings (series_id);

CREATE INDEX op_batch ON op (batch);

CREATE INDEX op_hlc ON op (hlc);

CREATE INDEX op_record ON op (record, grp);

CREATE INDEX op_segment ON op (segment) WHERE segment IS NOT NULL;

CREATE INDEX op_unsealed ON op (seq) WHERE sealed = 0;

CREATE INDEX op_unsent ON op (seq) WHERE segment IS NULL;

CREATE INDEX people_merged_into ON people (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX people_name ON people (name);

CREATE INDEX posts_institution_id ON posts (institution_id);

CREATE INDEX posts_person_id ON posts (person_id);

CREATE INDEX preparations_institution_id ON preparations (institution_id);

CREATE INDEX questions_question_set_id ON questions (question_set_id);

CREATE INDEX remarks_agenda_item_id ON remarks (agenda_item_id);

CREATE INDEX remarks_meeting_id ON remarks (meeting_id);

CREATE INDEX search_doc_name ON search_doc (kind, name_key);

CREATE INDEX search_doc_sort ON search_doc (kind, sort_key);

CREATE INDEX segment_device ON segment (device, number);

CREATE INDEX series_members_person_id ON series_members (person_id);

CREATE INDEX series_members_series_id ON series_members (series_id);

CREATE INDEX source_values_source ON source_values (source, "key");

CREATE INDEX staff_counts_institution_id ON staff_counts (institution_id);

CREATE INDEX tool_uses_institution_id ON tool_uses (institution_id);

CREATE INDEX trainings_person_id ON trainings (person_id);

CREATE INDEX visits_institution_id ON visits (institution_id);

CREATE INDEX visits_interviewee_id ON visits (interviewee_id);

CREATE INDEX visits_question_set_id ON visits (question_set_id);

CREATE INDEX yearly_figures_institution_id ON yearly_figures (institution_id);

