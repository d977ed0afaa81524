// Written from the Rust types by `cargo test -p desk --test types`; not by hand.

/**
 * What the log is narrowed to. Everything given must hold.
 */
export type AccessFilter = { 
/**
 * Only this case.
 */
case: CaseId | null, 
/**
 * Only cases whose number begins so.
 */
number: string, 
/**
 * Only this person.
 */
person: PersonId | null, 
/**
 * Only from this day on.
 */
from: string | null, 
/**
 * Only up to and with this day.
 */
upto: string | null, };

/**
 * What somebody did with a case file.
 */
export type AccessKind = "opened" | "printed" | "handed_out";

/**
 * Request of `access_list`.
 */
export type AccessListRequest = { 
/**
 * What it is narrowed to.
 */
filter: AccessFilter, 
/**
 * How many rows to pass over.
 */
offset: number, 
/**
 * How many at the most.
 */
limit: number, };

/**
 * Response of `access_list`.
 */
export type AccessListResponse = { 
/**
 * The rows.
 */
rows: Array<AccessView>, 
/**
 * There is more.
 */
more: boolean, };

/**
 * Request of `access_save`. The words are the screen's.
 */
export type AccessSaveRequest = { 
/**
 * What it is narrowed to.
 */
filter: AccessFilter, 
/**
 * The name that is proposed for the file.
 */
name: string, 
/**
 * Over the columns: when, who, case, what.
 */
heads: [string, string, string, string], 
/**
 * For opened, printed, handed out.
 */
kinds: [string, string, string], };

/**
 * Response of `access_save`.
 */
export type AccessSaveResponse = { 
/**
 * Where it was written; nothing if the person chose no place.
 */
path: string | null, };

/**
 * An access on record.
 */
export type AccessView = { 
/**
 * The case.
 */
case: CaseId, 
/**
 * Its number as it was. Whoever audits it knows it by this alone.
 */
number: string, 
/**
 * Who; nothing where her laptop is not known here.
 */
person: PersonId | null, 
/**
 * Her name, empty where it is not known.
 */
name: string, 
/**
 * What she did.
 */
kind: AccessKind, 
/**
 * When, by the clock of her laptop.
 */
at: string, };

/**
 * An action agreed at a visit.
 */
export type ActionId = string;

/**
 * The edited part of an action.
 */
export type ActionProgress = { 
/**
 * Open, done or dropped.
 */
state: ActionState, 
/**
 * When it was closed.
 */
closed_on: string | null, 
/**
 * How it went, or why it was dropped.
 */
outcome: string, };

/**
 * Request of `action_progress`.
 */
export type ActionProgressRequest = { 
/**
 * The action.
 */
id: ActionId, 
/**
 * What became of it.
 */
progress: ActionProgress, 
/**
 * What the form was filled from.
 */
seen: Array<string>, };

/**
 * Response of `action_progress`.
 */
export type ActionProgressResponse = Record<symbol, never>;

/**
 * What became of an action.
 */
export type ActionState = "open" | "done" | "dropped";

/**
 * An open or closed action with where it comes from.
 */
export type ActionView = { 
/**
 * As agreed.
 */
agreed: AgreedAction, 
/**
 * What became of it.
 */
progress: ActionProgress, 
/**
 * How its day stands to today, while it is open.
 */
standing: Standing | null, 
/**
 * The case.
 */
case: CaseId, 
/**
 * The visit at which it was agreed.
 */
visit: VisitId, 
/**
 * The client.
 */
client: ClientId, 
/**
 * The client's name.
 */
client_name: string, 
/**
 * People disagree about what became of it.
 */
conflict: boolean, 
/**
 * What this view was made of; sent back with an edit.
 */
seen: Array<string>, };

/**
 * A signed addendum.
 */
export type Addendum = { 
/**
 * What is added or corrected.
 */
text: string, 
/**
 * Who wrote it.
 */
author: PersonId, 
/**
 * The author's name at the time.
 */
author_name: string, 
/**
 * When it was signed, by the laptop's clock.
 */
signed_at: string, };

/**
 * Request of `addendum_autosave`.
 */
export type AddendumAutosaveRequest = { 
/**
 * The visit.
 */
visit: VisitId, 
/**
 * The text so far.
 */
text: string, };

/**
 * Response of `addendum_autosave`.
 */
export type AddendumAutosaveResponse = Record<symbol, never>;

/**
 * Request of `addendum_sign`.
 */
export type AddendumSignRequest = { 
/**
 * The visit.
 */
visit: VisitId, 
/**
 * The text.
 */
text: string, 
/**
 * The returns that stood on the screen: what the addendum answers.
 */
answers: Array<string>, 
/**
 * The note that it is to, by the change that signed it; empty for the visit's only one.
 */
note: string, };

/**
 * Response of `addendum_sign`.
 */
export type AddendumSignResponse = Record<symbol, never>;

/**
 * An action as agreed: part of the signed note.
 */
export type AgreedAction = { 
/**
 * Its identity, kept from the draft on.
 */
id: ActionId, 
/**
 * What is to be done.
 */
what: string, 
/**
 * Who does it: the worker, a member of the household, a school…
 */
owner: string, 
/**
 * By when.
 */
due: string | null, };

/**
 * Two clients who are perhaps one person.
 */
export type AlikePair = { 
/**
 * How alike.
 */
likeness: Likeness, 
/**
 * One.
 */
one: ClientView, 
/**
 * The other.
 */
other: ClientView, 
/**
 * People judged of them, and differ.
 */
disputed: boolean, 
/**
 * What was judged of them; sent back with another judgement.
 */
judged: Array<string>, };

/**
 * What became of the cases.
 */
export type Arranged = { 
/**
 * Those for which it was done.
 */
done: Array<CaseId>, 
/**
 * Those for which it was not, and why.
 */
left: Array<NotArranged>, };

/**
 * What stands in the fields of a draft and is not yet what the field is for: a day without a time, a word that
 * cannot be read as either, a name not yet taken in. It is kept as it was typed.
 */
export type AsTyped = { 
/**
 * The day of the visit, where neither time is written: `2026-03-14`, or what cannot be read.
 */
day: string, 
/**
 * The start, where it cannot be read or has no day to go with.
 */
started: string, 
/**
 * The end, likewise.
 */
ended: string, 
/**
 * A name of somebody present that is still being written.
 */
person: string, 
/**
 * The day of the next visit.
 */
next_on: string, 
/**
 * Due days of actions.
 */
due: { [action: string]: string }, };

/**
 * An attachment as the note names it. The bytes lie encrypted beside the vault.
 */
export type Attachment = { 
/**
 * Its identity.
 */
id: AttachmentId, 
/**
 * Photo, voice or document.
 */
kind: AttachmentKind, 
/**
 * File name as it came.
 */
name: string, 
/**
 * Media type told from its bytes, such as `image/jpeg`.
 */
media_type: string, 
/**
 * Length of the stored bytes before encryption.
 */
size: number, 
/**
 * SHA-256 of the stored bytes before encryption, in hexadecimal.
 */
sha256: string, 
/**
 * SHA-256 of the encrypted file, in hexadecimal: its name on disk.
 */
sealed_sha256: string, 
/**
 * When it was added.
 */
added_at: string, 
/**
 * The place where a photo was taken was kept on purpose.
 */
location_kept: boolean, 
/**
 * What it shows.
 */
caption: string, };

/**
 * Request of `attachment_begin`.
 */
export type AttachmentBeginRequest = { 
/**
 * The visit it belongs to (a draft).
 */
visit: VisitId, 
/**
 * File name.
 */
name: string, 
/**
 * Length in bytes.
 */
size: number, };

/**
 * Response of `attachment_begin`.
 */
export type AttachmentBeginResponse = { 
/**
 * The upload that the chunks name.
 */
upload: string, };

/**
 * Request of `attachment_cancel`.
 */
export type AttachmentCancelRequest = { 
/**
 * The upload.
 */
upload: string, };

/**
 * Response of `attachment_cancel`.
 */
export type AttachmentCancelResponse = Record<symbol, never>;

/**
 * Request of `attachment_finish`.
 */
export type AttachmentFinishRequest = { 
/**
 * The upload.
 */
upload: string, 
/**
 * Keep the place where a photo was taken.
 */
keep_location: boolean, };

/**
 * A photo, voice file or document kept with a visit.
 */
export type AttachmentId = string;

/**
 * What an attachment is, told from its bytes, never from its name.
 */
export type AttachmentKind = "photo" | "voice" | "document";

/**
 * Request of `attachment_read`.
 */
export type AttachmentReadRequest = { 
/**
 * The visit.
 */
visit: VisitId, 
/**
 * The attachment.
 */
id: AttachmentId, 
/**
 * A small picture of it instead (JPEG, at most 480 pixels).
 */
thumbnail: boolean, };

/**
 * Request of `attachment_remove`.
 */
export type AttachmentRemoveRequest = { 
/**
 * The visit.
 */
visit: VisitId, 
/**
 * The attachment.
 */
id: AttachmentId, };

/**
 * Response of `attachment_remove`.
 */
export type AttachmentRemoveResponse = Record<symbol, never>;

/**
 * Request of `attachment_save`.
 */
export type AttachmentSaveRequest = { 
/**
 * The visit.
 */
visit: VisitId, 
/**
 * The attachment.
 */
id: AttachmentId, };

/**
 * Response of `attachment_save`.
 */
export type AttachmentSaveResponse = { 
/**
 * Where it was written; nothing if the worker chose no place.
 */
path: string | null, };

/**
 * A change that does not verify.
 */
export type Broken = { 
/**
 * Its id in hexadecimal.
 */
change: string, 
/**
 * What is wrong, as a key that the screens translate.
 */
problem: string, };

/**
 * A case as recorded.
 */
export type Case = { 
/**
 * Whom the case serves.
 */
client: ClientId, 
/**
 * Number on the station's papers; unique on this laptop.
 */
number: string, 
/**
 * Day of intake.
 */
opened_on: string, 
/**
 * The worker who owns the case.
 */
worker: PersonId | null, 
/**
 * How the client came to the station.
 */
source: Source, 
/**
 * Presenting problem: why the case is opened.
 */
reason: string, 
/**
 * Consent or legal ground. Opening a case needs one.
 */
ground: Ground | null, 
/**
 * Risk and why.
 */
risk: Risk, };

/**
 * What a member may do with a case.
 */
export type CaseAccess = "audit" | "read" | "write";

/**
 * Request of `case_admit`.
 */
export type CaseAdmitRequest = { 
/**
 * The case.
 */
case: CaseId, 
/**
 * Who is let in.
 */
person: PersonId, 
/**
 * What she may do.
 */
access: CaseAccess, };

/**
 * Request of `case_blank`.
 */
export type CaseBlankRequest = { 
/**
 * The client.
 */
client: ClientId, };

/**
 * Request of `case_break_glass`.
 */
export type CaseBreakGlassRequest = { 
/**
 * The case's file, as `case_closed` tells it.
 */
file: FileId, 
/**
 * Why; the case's members read it.
 */
reason: string, };

/**
 * Request of `case_closed`.
 */
export type CaseClosedRequest = Record<symbol, never>;

/**
 * A column to sort by.
 */
export type CaseColumn = "name" | "number" | "age" | "village" | "risk" | "last_visit" | "due";

/**
 * Request of `case_cover`.
 */
export type CaseCoverRequest = { 
/**
 * The cases.
 */
cases: Array<CaseId>, 
/**
 * Who stands in.
 */
by: PersonId, 
/**
 * Her last day.
 */
until: string, };

/**
 * Request of `case_expel`.
 */
export type CaseExpelRequest = { 
/**
 * The case.
 */
case: CaseId, 
/**
 * Who may open it no longer.
 */
person: PersonId, };

/**
 * What the list is narrowed to. Everything given must hold.
 */
export type CaseFilter = { 
/**
 * Typed text: name, pinyin initials, case number, village, identity number's tail, telephone.
 */
text: string, 
/**
 * Only this group.
 */
group: Group | null, 
/**
 * Only these levels of risk; empty means all.
 */
risks: Array<RiskLevel>, 
/**
 * Only clients in all of these categories.
 */
categories: Array<Category>, 
/**
 * Only this village.
 */
village: string | null, 
/**
 * Only cases whose visit is overdue.
 */
overdue: boolean, };

/**
 * Request of `case_get`.
 */
export type CaseGetRequest = { 
/**
 * The case.
 */
id: CaseId, };

/**
 * A case was opened in an emergency.
 */
export type CaseGlass = { 
/**
 * Its place in the station's directory.
 */
entry: number, 
/**
 * Who opened it.
 */
name: string, 
/**
 * It was who works here.
 */
you: boolean, 
/**
 * When, by her laptop's clock.
 */
at: string | null, 
/**
 * Why; empty where it does not open.
 */
reason: string, 
/**
 * Who of the case's writers has taken note.
 */
noted_by: string | null, 
/**
 * When, by her laptop's clock.
 */
noted_at: string | null, 
/**
 * Who works here may take note of it.
 */
yours_to_note: boolean, };

/**
 * Request of `case_glass`.
 */
export type CaseGlassRequest = { 
/**
 * The case.
 */
case: CaseId, };

/**
 * Request of `case_hand_over`.
 */
export type CaseHandOverRequest = { 
/**
 * The cases.
 */
cases: Array<CaseId>, 
/**
 * Who is responsible from now on.
 */
to: PersonId, 
/**
 * Whoever was responsible leaves the case, when what she wrote there has come in.
 */
leave: boolean, };

/**
 * Request of `case_history`.
 */
export type CaseHistoryRequest = { 
/**
 * The case.
 */
id: CaseId, };

/**
 * A case 个案: one client's course from intake to closure.
 */
export type CaseId = string;

/**
 * One of the client's cases in a line.
 */
export type CaseLine = { 
/**
 * The case.
 */
id: CaseId, 
/**
 * Its number.
 */
number: string, 
/**
 * Day of intake.
 */
opened_on: string, 
/**
 * Risk.
 */
risk: RiskLevel, };

/**
 * Request of `case_list`.
 */
export type CaseListRequest = { 
/**
 * What it is narrowed to.
 */
filter: CaseFilter, 
/**
 * Sorted by.
 */
sort: CaseColumn, 
/**
 * Largest first.
 */
descending: boolean, 
/**
 * How many rows to pass over.
 */
offset: number, 
/**
 * How many at the most.
 */
limit: number, };

/**
 * Response of `case_list`.
 */
export type CaseListResponse = { 
/**
 * The rows.
 */
rows: Array<CaseRow>, 
/**
 * Rows in all under this filter.
 */
total: number, };

/**
 * Somebody who may open a case.
 */
export type CaseMember = { 
/**
 * The person.
 */
person: PersonId, 
/**
 * Her name.
 */
name: string, 
/**
 * What she does at the station.
 */
role: Role, 
/**
 * What she may do with the case.
 */
access: CaseAccess, 
/**
 * Her last day in the case, where that was said. She leaves it afterwards.
 */
until: string | null, 
/**
 * Name of whoever she stands in for.
 */
covers: string | null, 
/**
 * It is who works here.
 */
you: boolean, };

/**
 * Request of `case_members`.
 */
export type CaseMembersRequest = { 
/**
 * The case.
 */
case: CaseId, };

/**
 * Request of `case_rhythm`.
 */
export type CaseRhythmRequest = { 
/**
 * The client's categories.
 */
categories: Array<Category>, };

/**
 * A row of the list of clients and cases. A client without a case has a row, too.
 */
export type CaseRow = { 
/**
 * The case; nothing where the client has none yet.
 */
case: CaseId | null, 
/**
 * The client.
 */
client: ClientId, 
/**
 * Case number, empty without a case.
 */
number: string, 
/**
 * Client's name.
 */
name: string, 
/**
 * Child or older person.
 */
group: Group, 
/**
 * Sex.
 */
sex: Sex | null, 
/**
 * Whole years today.
 */
age: number | null, 
/**
 * Village or community.
 */
village: string, 
/**
 * Categories.
 */
categories: Array<Category>, 
/**
 * Risk, nothing without a case.
 */
risk: RiskLevel | null, 
/**
 * Day of the last visit.
 */
last_visit: string | null, 
/**
 * Day by which the next visit is due.
 */
due: string | null, 
/**
 * How that day stands to today.
 */
standing: Standing | null, 
/**
 * Open actions.
 */
open_actions: number, 
/**
 * What is shown is not yet checked: the file is still coming from the station.
 */
unchecked: boolean, };

/**
 * Request of `case_save`.
 */
export type CaseSaveRequest = { 
/**
 * The case on record, if it is an edit.
 */
id: CaseId | null, 
/**
 * What is typed.
 */
case: Case, 
/**
 * What the form was filled from.
 */
seen: Array<string>, };

/**
 * Response of `case_save`.
 */
export type CaseSaveResponse = { 
/**
 * The case.
 */
id: CaseId, };

/**
 * Request of `case_take_note`.
 */
export type CaseTakeNoteRequest = { 
/**
 * The case.
 */
case: CaseId, 
/**
 * The place in the directory of what she takes note of.
 */
entry: number, };

/**
 * Request of `case_timeline`.
 */
export type CaseTimelineRequest = { 
/**
 * The case.
 */
id: CaseId, 
/**
 * How many entries to pass over.
 */
offset: number, 
/**
 * How many at the most.
 */
limit: number, };

/**
 * Response of `case_timeline`.
 */
export type CaseTimelineResponse = { 
/**
 * The entries.
 */
entries: Array<TimelineEntry>, 
/**
 * All there are.
 */
total: number, };

/**
 * The head of a case file: all but the timeline.
 */
export type CaseView = { 
/**
 * The case.
 */
id: CaseId, 
/**
 * What is recorded.
 */
case: Case, 
/**
 * The client.
 */
client: ClientCard, 
/**
 * The household.
 */
members: Array<MemberView>, 
/**
 * Name of the worker who owns the case.
 */
worker_name: string, 
/**
 * Day of the last signed visit.
 */
last_visit: string | null, 
/**
 * Day by which the next visit is due.
 */
due: string, 
/**
 * How that day stands to today.
 */
standing: Standing, 
/**
 * Open actions, by due day.
 */
actions: Array<ActionView>, 
/**
 * Entries in the timeline.
 */
entries: number, 
/**
 * Drafts being written that cannot be read: a newer version wrote them, or they are damaged. They are kept.
 */
drafts_unreadable: number, 
/**
 * Drafts thrown away in the last 30 days that can be brought back.
 */
discarded: Array<VisitCard>, 
/**
 * The fields on which people disagree, by name; the first of their values is shown.
 */
conflicts: Array<string>, 
/**
 * Fields of the client on which people disagree.
 */
client_conflicts: number, 
/**
 * Whoever works here may read the case and not write in it.
 */
reads_only: boolean, 
/**
 * What this view was made of; sent back with an edit.
 */
seen: Array<string>, };

/**
 * Request of `case_villages`.
 */
export type CaseVillagesRequest = Record<symbol, never>;

/**
 * A category of client. A client may be in several of its group.
 */
export type Category = "left_behind_child" | "poverty_child" | "ill_child" | "guardianship_child" | "orphan" | "unsupported_child" | "migrant_child" | "advanced_age" | "empty_nest" | "living_alone" | "disabled_by_age" | "disabled_elder" | "family_planning_elder" | "left_behind_elder";

/**
 * A client as recorded. Text fields are empty where nothing is known.
 */
export type Client = { 
/**
 * Name as on the identity card; may hold rare characters.
 */
name: string, 
/**
 * What the client is called at home (小名), or a pseudonym.
 */
called: string, 
/**
 * Child or older person.
 */
group: Group, 
/**
 * Identity number (GB 11643), 18 characters, already checked.
 */
id_number: string, 
/**
 * Birth date; follows from the identity number where there is one.
 */
birth_date: string | null, 
/**
 * Sex; follows from the identity number where there is one.
 */
sex: Sex | null, 
/**
 * Categories the client is in, all of the client's group.
 */
categories: Array<Category>, 
/**
 * Standing needs.
 */
needs: Array<Need>, 
/**
 * Village or community.
 */
village: string, 
/**
 * Address within it.
 */
address: string, 
/**
 * Telephone numbers, as dialled.
 */
phones: Array<string>, 
/**
 * School and class, or work before retirement.
 */
school_or_work: string, 
/**
 * Health: illness, disability, medicine.
 */
health: string, 
/**
 * Whatever else is worth knowing at the door.
 */
remarks: string, };

/**
 * Request of `client_alike`.
 */
export type ClientAlikeRequest = { 
/**
 * Those with this client alone.
 */
client: ClientId | null, 
/**
 * How many at the most.
 */
limit: number, };

/**
 * Response of `client_alike`.
 */
export type ClientAlikeResponse = { 
/**
 * The likeliest of them.
 */
pairs: Array<AlikePair>, 
/**
 * How many there are of all clients.
 */
total: number, };

/**
 * A client in a line.
 */
export type ClientCard = { 
/**
 * The client.
 */
id: ClientId, 
/**
 * Name.
 */
name: string, 
/**
 * What the client is called.
 */
called: string, 
/**
 * Child or older person.
 */
group: Group, 
/**
 * Sex, where known.
 */
sex: Sex | null, 
/**
 * Whole years today, where the birth date is known.
 */
age: number | null, 
/**
 * Village or community.
 */
village: string, 
/**
 * Categories.
 */
categories: Array<Category>, 
/**
 * Telephone numbers.
 */
phones: Array<string>, };

/**
 * Request of `client_check`.
 */
export type ClientCheckRequest = { 
/**
 * The client on record, if it is an edit.
 */
id: ClientId | null, 
/**
 * What is typed.
 */
client: Client, };

/**
 * Response of `client_check`.
 */
export type ClientCheckResponse = { 
/**
 * What is wrong.
 */
problems: Array<FieldProblem>, 
/**
 * Birth date that follows from the identity number.
 */
birth_date: string | null, 
/**
 * Sex that follows from the identity number.
 */
sex: Sex | null, 
/**
 * Clients who may be the same person, likeliest first.
 */
duplicates: Array<DuplicateView>, };

/**
 * Request of `client_get`.
 */
export type ClientGetRequest = { 
/**
 * The client.
 */
id: ClientId, };

/**
 * Request of `client_history`.
 */
export type ClientHistoryRequest = { 
/**
 * The client.
 */
id: ClientId, };

/**
 * A client 服务对象: the child or older person served.
 */
export type ClientId = string;

/**
 * Request of `client_judge`.
 */
export type ClientJudgeRequest = { 
/**
 * One client.
 */
one: ClientId, 
/**
 * The other.
 */
other: ClientId, 
/**
 * What was shown as judged of them: `judged` of the pair.
 */
judged: Array<string>, 
/**
 * One person, or two; with nothing what was judged is taken back.
 */
same: boolean | null, };

/**
 * Response of `client_judge`.
 */
export type ClientJudgeResponse = { 
/**
 * How many pairs wait to be judged.
 */
waiting: number, };

/**
 * Request of `client_save`.
 */
export type ClientSaveRequest = { 
/**
 * The client on record, if it is an edit.
 */
id: ClientId | null, 
/**
 * What is typed.
 */
client: Client, 
/**
 * What the form was filled from: `seen` of the view.
 */
seen: Array<string>, 
/**
 * The duplicates were looked at: it is another person.
 */
not_duplicate: boolean, };

/**
 * Response of `client_save`.
 */
export type ClientSaveResponse = { 
/**
 * The client.
 */
id: ClientId, };

/**
 * A client as its own page shows it.
 */
export type ClientView = { 
/**
 * The client.
 */
id: ClientId, 
/**
 * What is recorded.
 */
client: Client, 
/**
 * Whole years today.
 */
age: number | null, 
/**
 * Household and relatives.
 */
members: Array<MemberView>, 
/**
 * Cases, newest first.
 */
cases: Array<CaseLine>, 
/**
 * The fields on which people disagree, by name; the first of their values is shown.
 */
conflicts: Array<string>, 
/**
 * The other records here of the same person, as people judged.
 */
same: Array<SameClient>, 
/**
 * Whoever works here may read the client's file and not write in it.
 */
reads_only: boolean, 
/**
 * What this view was made of; sent back with an edit.
 */
seen: Array<string>, };

/**
 * What the screens answer when the window is asked to close.
 */
export type CloseAnswer = "saving" | "stay" | "leave";

/**
 * A case that is closed to who works here.
 */
export type ClosedCase = { 
/**
 * Its file.
 */
file: FileId, 
/**
 * Its number; may be empty. No name of a client is told.
 */
number: string, 
/**
 * The names of those who may open it.
 */
members: Array<string>, };

/**
 * What went wrong.
 */
export type Code = "wrong_passphrase" | "wait_before_retry" | "recovery_code_mistyped" | "wrong_recovery_code" | "weak_passphrase" | "not_for_sample" | "locked" | "no_vault" | "vault_exists" | "vault_in_use" | "vault_too_new" | "vault_damaged" | "key_slots_damaged" | "backup_damaged" | "backup_too_new" | "disk_full" | "read_only" | "inside_vault" | "disk_fault" | "invalid" | "not_ready" | "possible_duplicate" | "changed_meanwhile" | "not_found" | "still_coming" | "already_signed" | "draft_unreadable" | "not_your_role" | "reads_only" | "own_note" | "code_mistyped" | "address_mistyped" | "invitation_unknown" | "invitation_expired" | "invitation_used" | "invitation_half_made" | "station_unreachable" | "not_a_station" | "wrong_station" | "station_not_founded" | "station_founded" | "already_linked" | "not_linked" | "vault_has_records" | "laptop_revoked" | "last_manager" | "last_writer" | "person_not_there" | "no_laptop_yet" | "already_member" | "sheet_mistyped" | "sheet_twice" | "sheets_differ" | "sheets_old" | "sheets_foreign" | "no_new_sheets" | "nothing_to_recover" | "reason_missing" | "no_emergency_box" | "against_the_rules" | "sync_first" | "station_full" | "station_busy" | "station_away" | "station_failed" | "station_misbehaves" | "program_too_old" | "parcel_empty" | "parcel_foreign" | "parcel_newer" | "parcel_cut_short" | "parcel_damaged" | "parcel_not_for_you" | "parcel_for_station" | "parcel_other_station" | "stick_full" | "stick_read_only" | "stick_gone" | "attachment_empty" | "attachment_too_large" | "picture_too_large" | "attachment_unreadable" | "location_not_removable" | "attachment_missing" | "attachment_on_its_way" | "attachment_damaged" | "too_many_attachments" | "no_glyph" | "print_unavailable" | "out_of_memory" | "cancelled" | "bad_request" | "internal";

/**
 * What is to stand.
 */
export type ConflictChoice = { "kind": "keep", 
/**
 * The change that wrote it.
 */
change: string, } | { "kind": "write", 
/**
 * As the field's own input gives it.
 */
value: unknown, };

/**
 * Request of `conflict_decide`.
 */
export type ConflictDecideRequest = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * The changes that the screen showed, all of one field: the decision takes the place of these and of no other.
 */
seen: Array<string>, 
/**
 * What is to stand.
 */
choice: ConflictChoice, };

/**
 * Response of `conflict_decide`.
 */
export type ConflictDecideResponse = { 
/**
 * Fields of the record on which people still disagree.
 */
left: number, 
/**
 * Fields in all on which people still disagree.
 */
total: number, };

/**
 * Request of `conflict_dismiss`.
 */
export type ConflictDismissRequest = { 
/**
 * The change that wrote the value.
 */
change: string, };

/**
 * Response of `conflict_dismiss`.
 */
export type ConflictDismissResponse = Record<symbol, never>;

/**
 * Request of `conflict_get`.
 */
export type ConflictGetRequest = { 
/**
 * The record.
 */
record: RecordId, };

/**
 * Response of `conflict_get`.
 */
export type ConflictGetResponse = { 
/**
 * The record.
 */
of: Subject, 
/**
 * The fields; none where everything is decided.
 */
fields: Array<DisputedField>, };

/**
 * What kind of record people disagree about.
 */
export type ConflictKind = "client" | "member" | "case" | "action";

/**
 * A field on which people disagree, in the list.
 */
export type ConflictLine = { 
/**
 * The record.
 */
of: Subject, 
/**
 * The field, by name; `unknown` for one of a newer version.
 */
field: string, 
/**
 * Since when, by the clock of the laptop on which the second opinion was written.
 */
since: string, 
/**
 * How many changes stand side by side.
 */
sides: number, };

/**
 * Request of `conflict_list`.
 */
export type ConflictListRequest = { 
/**
 * How many lines to pass over.
 */
offset: number, 
/**
 * How many at the most.
 */
limit: number, };

/**
 * Response of `conflict_list`.
 */
export type ConflictListResponse = { 
/**
 * The lines, the longest standing first.
 */
rows: Array<ConflictLine>, 
/**
 * Lines in all.
 */
total: number, };

/**
 * Request of `conflict_restore`.
 */
export type ConflictRestoreRequest = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * The change whose value is to stand again.
 */
change: string, 
/**
 * The changes of the field that the screen showed: what stands among them makes room.
 */
seen: Array<string>, };

/**
 * Response of `conflict_restore`.
 */
export type ConflictRestoreResponse = { 
/**
 * Something was changed; `false` where the value stood already.
 */
changed: boolean, };

/**
 * A laptop that signs changes.
 */
export type DeviceId = string;

/**
 * A field on which people disagree.
 */
export type DisputedField = { 
/**
 * The field, by name; `unknown` for one of a newer version, about which nothing can be decided here.
 */
field: string, 
/**
 * Since when, by the clock of the laptop on which the second opinion was written.
 */
since: string, 
/**
 * The values side by side, in display order. The record's screens show the first.
 */
opinions: Array<Opinion>, 
/**
 * The changes that are shown here: sent back with the decision.
 */
seen: Array<string>, };

/**
 * A draft as the form shows it.
 */
export type DraftView = { 
/**
 * The visit.
 */
id: VisitId, 
/**
 * Its case.
 */
case: CaseId, 
/**
 * Case number.
 */
case_number: string, 
/**
 * The client.
 */
client: ClientCard, 
/**
 * The household, for picking who was present.
 */
members: Array<MemberView>, 
/**
 * What is typed so far.
 */
form: VisitForm, 
/**
 * What is still missing for signing.
 */
missing: Array<Missing>, 
/**
 * Open actions from earlier visits, to ask about.
 */
open_actions: Array<ActionView>, 
/**
 * When it was last saved.
 */
saved_at: string, };

/**
 * A visit that is due.
 */
export type DueVisit = { 
/**
 * The case.
 */
case: CaseId, 
/**
 * The client.
 */
client: ClientCard, 
/**
 * Risk.
 */
risk: RiskLevel, 
/**
 * By when.
 */
due: string, 
/**
 * How that day stands to today.
 */
standing: Standing, 
/**
 * Day of the last visit.
 */
last_visit: string | null, 
/**
 * What the last visit agreed it should be about.
 */
purpose: string, };

/**
 * A client who may be the same person.
 */
export type DuplicateView = { 
/**
 * How alike.
 */
likeness: Likeness, 
/**
 * The client who is already on record.
 */
client: ClientView, };

/**
 * What kind of thing a timeline entry is.
 */
export type EntryKind = "intake" | "visit" | "risk" | "newer" | "unreadable" | "review";

/**
 * What the desk tells the window without being asked.
 */
export type Event = { "event": "locked" } | { "event": "progress", 
/**
 * Command that works.
 */
command: string, 
/**
 * Done so far.
 */
done: number, 
/**
 * In all.
 */
total: number, } | { "event": "sync" } | { "event": "changed" };

/**
 * A failure as the screens get it.
 */
export type Failure = { 
/**
 * What went wrong.
 */
code: Code, 
/**
 * Seconds to wait, a limit, a character: what the sentence needs. Never a word of a case.
 */
detail: string | null, 
/**
 * Problems of a form, with [`Code::Invalid`].
 */
problems: Array<FieldProblem>, 
/**
 * What is missing, with [`Code::NotReady`].
 */
missing: Array<Missing>, };

/**
 * One change of one field.
 */
export type FieldChange = { 
/**
 * The field, by name; `note` and `addendum` for signed prose.
 */
field: string, 
/**
 * Who changed it.
 */
who: string, 
/**
 * When, by that laptop's clock.
 */
at: string, 
/**
 * What stood there before, as text; nothing where nothing did.
 */
old: string | null, 
/**
 * What stands there since.
 */
new: string | null, 
/**
 * The change, in hexadecimal.
 */
change: string, 
/**
 * It was written by a newer version of the program, and is kept as it is.
 */
newer_version: boolean, 
/**
 * The record.
 */
record: RecordId, 
/**
 * What it wrote does not stand any more, and can be brought back.
 */
restorable: boolean, };

/**
 * Something wrong with one field of a form.
 */
export type FieldProblem = { 
/**
 * The field, by its name in the form (`id_number`, `reasons`, …).
 */
field: string, 
/**
 * What is wrong, as a key that the screens translate.
 */
problem: string, 
/**
 * What the sentence needs: a limit, a date, an expected character.
 */
detail: string | null, };

/**
 * The file a record belongs to and whose key seals it: a client's or a case's.
 */
export type FileId = string;

/**
 * Request of `form_autosave`.
 */
export type FormAutosaveRequest = { 
/**
 * Which form of which record: letters, digits, `-`, `_`, `/`.
 */
key: string, 
/**
 * What is filled in, as the screen will want it back.
 */
json: string, };

/**
 * Response of `form_autosave`.
 */
export type FormAutosaveResponse = { 
/**
 * When it was saved.
 */
saved_at: string, };

/**
 * Request of `form_discard`.
 */
export type FormDiscardRequest = { 
/**
 * Which form of which record.
 */
key: string, };

/**
 * Response of `form_discard`.
 */
export type FormDiscardResponse = Record<symbol, never>;

/**
 * A part of the form that has a limit.
 */
export type FormField = "place" | "present" | "observations" | "judgement" | "actions" | "next" | "attachments";

/**
 * Request of `form_get`.
 */
export type FormGetRequest = { 
/**
 * Which form of which record.
 */
key: string, };

/**
 * Response of `form_get`.
 */
export type FormGetResponse = { 
/**
 * What is filled in; nothing where nothing is kept.
 */
json: string | null, 
/**
 * When it was saved.
 */
saved_at: string | null, };

/**
 * A half-filled form in a line.
 */
export type FormLine = { 
/**
 * Which form of which record.
 */
key: string, 
/**
 * What is filled in, as the screen wrote it.
 */
json: string, 
/**
 * When it was saved.
 */
saved_at: string, };

/**
 * Request of `form_list`.
 */
export type FormListRequest = Record<symbol, never>;

/**
 * Response of `form_list`.
 */
export type FormListResponse = { 
/**
 * The forms, the latest saved first.
 */
forms: Array<FormLine>, };

/**
 * The ground of the work: who agreed to what and when, or which rule stands in for consent.
 */
export type Ground = { 
/**
 * Consent or legal ground.
 */
kind: GroundKind, 
/**
 * Who consented, or which authority or rule.
 */
by: string, 
/**
 * What it covers.
 */
scope: string, 
/**
 * When it was given.
 */
on: string, };

/**
 * On what the station's work rests: consent 知情同意, or the legal ground when there is none
 * (PIPL art. 13, 29, 31: data of children under 14 needs a guardian's consent or a statutory ground).
 */
export type GroundKind = "client_consent" | "guardian_consent" | "legal_ground";

/**
 * Child or older person.
 */
export type Group = "child" | "elder";

/**
 * What a person had before her when she wrote.
 */
export type Had = { 
/**
 * Who had written that.
 */
who: string, 
/**
 * When, by that laptop's clock.
 */
at: string, 
/**
 * What it said; nothing for an empty field.
 */
text: string | null, };

/**
 * Something found.
 */
export type Hit = { 
/**
 * What it is.
 */
kind: HitKind, 
/**
 * The client it is about.
 */
client: ClientId, 
/**
 * The case, where there is one.
 */
case: CaseId | null, 
/**
 * The visit, where it is one.
 */
visit: VisitId | null, 
/**
 * Client's name and what places it (village, number).
 */
title: Array<Piece>, 
/**
 * The words around what was found.
 */
snippet: Array<Piece>, 
/**
 * The day it is about.
 */
on: string | null, };

/**
 * What was found.
 */
export type HitKind = "client" | "case" | "visit" | "action";

/**
 * Language of the screens or of a page.
 */
export type Language = "zh" | "en";

/**
 * A change that a laptop signed and had not sent before it was revoked.
 */
export type LateItem = { 
/**
 * The change.
 */
change: string, 
/**
 * The laptop.
 */
device: DeviceId, 
/**
 * Whose laptop it was.
 */
person_name: string, 
/**
 * When it was written, by the laptop's own clock.
 */
at: string, 
/**
 * What kind of record: `client`, `member`, `case`, `visit`, `action`; nothing for one that this version does not
 * know.
 */
kind: string | null, 
/**
 * What of it: a field's name, or `note`, `addendum`, `review`.
 */
field: string | null, 
/**
 * The case, where it is in one that is here.
 */
case: CaseId | null, 
/**
 * Name of the client of that case.
 */
client_name: string, 
/**
 * The value of a field, or the text of an addendum; nothing where it does not open here.
 */
text: string | null, 
/**
 * The note of a visit, without keys.
 */
note: VisitForm | null, 
/**
 * It can be taken over: it is the note of a visit in a case that is here.
 */
can_take: boolean, 
/**
 * The visit that was written from it here.
 */
taken: VisitId | null, };

/**
 * Request of `late_list`.
 */
export type LateListRequest = Record<symbol, never>;

/**
 * Response of `late_list`.
 */
export type LateListResponse = { 
/**
 * The changes, in the order in which they came.
 */
items: Array<LateItem>, };

/**
 * Request of `late_take`.
 */
export type LateTakeRequest = { 
/**
 * The change.
 */
change: string, 
/**
 * Where the words come from, as the worker reads it: it stands before what was observed.
 */
remark: string, };

/**
 * Response of `late_take`.
 */
export type LateTakeResponse = { 
/**
 * The draft.
 */
visit: VisitId, };

/**
 * Why two clients look like one person, strongest first.
 */
export type Likeness = "same_id_number" | "same_name_and_birth" | "similar_name_same_village";

/**
 * A person around the client.
 */
export type Member = { 
/**
 * Name, or how the family calls the person.
 */
name: string, 
/**
 * Relation to the client.
 */
relation: Relation, 
/**
 * Lives in the client's home.
 */
lives_with: boolean, 
/**
 * Is the client's guardian 监护人.
 */
guardian: boolean, 
/**
 * Telephone number.
 */
phone: string, 
/**
 * Work, health, character: whatever helps the next visit.
 */
remarks: string, 
/**
 * Nothing of the file may be shown or handed to this person: an alleged abuser, say.
 */
withheld: boolean, 
/**
 * Why it is withheld.
 */
withheld_reason: string, };

/**
 * A member of the client's household.
 */
export type MemberId = string;

/**
 * Request of `member_remove`.
 */
export type MemberRemoveRequest = { 
/**
 * The member.
 */
id: MemberId, };

/**
 * Response of `member_remove`.
 */
export type MemberRemoveResponse = Record<symbol, never>;

/**
 * Request of `member_save`.
 */
export type MemberSaveRequest = { 
/**
 * The client.
 */
client: ClientId, 
/**
 * The member on record, if it is an edit.
 */
id: MemberId | null, 
/**
 * What is typed.
 */
member: Member, 
/**
 * What the form was filled from.
 */
seen: Array<string>, };

/**
 * Response of `member_save`.
 */
export type MemberSaveResponse = { 
/**
 * The member.
 */
id: MemberId, };

/**
 * A member of the household with what is needed to edit it.
 */
export type MemberView = { 
/**
 * The member.
 */
id: MemberId, 
/**
 * What is recorded.
 */
member: Member, 
/**
 * The fields on which people disagree, by name.
 */
conflicts: Array<string>, 
/**
 * What this view was made of; sent back with an edit.
 */
seen: Array<string>, };

/**
 * Something that keeps a form from being signed.
 */
export type Missing = { "missing": "kind" } | { "missing": "started_at" } | { "missing": "ended_at" } | { "missing": "ends_before_start" } | { "missing": "in_future" } | { "missing": "present" } | { "missing": "observations" } | { "missing": "action_what", 
/**
 * Which, from 0.
 */
index: number, } | { "missing": "action_owner", 
/**
 * Which, from 0.
 */
index: number, } | { "missing": "action_due", 
/**
 * Which, from 0.
 */
index: number, } | { "missing": "next_day" } | { "missing": "next_in_past" } | { "missing": "text_too_long", 
/**
 * Which.
 */
field: FormField, } | { "missing": "too_many", 
/**
 * Which.
 */
field: FormField, };

/**
 * A domain of need.
 */
export type Need = "daily_care" | "education" | "medical" | "safety" | "guardianship" | "mental_health" | "emotional_comfort" | "social_participation" | "self_realisation";

/**
 * A note that waits.
 */
export type NextReview = { 
/**
 * The visit.
 */
visit: VisitId, 
/**
 * Its case.
 */
case: CaseId, 
/**
 * Which of its notes, by its change.
 */
note: string, };

/**
 * The visit after this one.
 */
export type NextVisit = { 
/**
 * The day; none yet while the visit is a draft.
 */
on: string | null, 
/**
 * What for.
 */
purpose: string, };

/**
 * A case for which it was not done.
 */
export type NotArranged = { 
/**
 * The case.
 */
case: CaseId, 
/**
 * Its number; empty where it is not here.
 */
number: string, 
/**
 * Why.
 */
why: Code, };

/**
 * A part of the note that can be remarked on.
 */
export type NotePart = "observations" | "judgement" | "addenda";

/**
 * A signed note as it is read.
 */
export type NoteView = { 
/**
 * The visit.
 */
id: VisitId, 
/**
 * Case number.
 */
case_number: string, 
/**
 * The client.
 */
client: ClientCard, 
/**
 * The note, immutable.
 */
note: VisitNote, 
/**
 * The change that signed it: what an addendum to it names.
 */
change: string, 
/**
 * Addenda, oldest first.
 */
addenda: Array<Addendum>, 
/**
 * Addenda beyond these that cannot be read, or are not proven to be their author's.
 */
addenda_unreadable: number, 
/**
 * Reviews, oldest first; those that do not count say why.
 */
reviews: Array<ReviewView>, 
/**
 * Where the note stands with them.
 */
review: ReviewState, 
/**
 * An addendum begun and not yet signed.
 */
addendum_draft: string, 
/**
 * An addendum was begun and its draft cannot be read. It is kept.
 */
addendum_draft_unreadable: boolean, 
/**
 * The actions agreed, with what became of them.
 */
actions: Array<ActionView>, 
/**
 * Code on the printed page.
 */
verification_code: string, 
/**
 * Names of those to whom nothing may be handed.
 */
withheld_from: Array<string>, 
/**
 * Every change of this record: the note and its addenda, who and when.
 */
history: Array<FieldChange>, };

/**
 * One of the values of a field in conflict, with everybody who wrote it.
 */
export type Opinion = { 
/**
 * As it is recorded, null for an empty field: what the field's own input is filled with.
 */
value: unknown, 
/**
 * As text; nothing for an empty field.
 */
text: string | null, 
/**
 * Who wrote it, in display order; never empty.
 */
by: Array<Side>, };

/**
 * A passage of a note.
 */
export type Passage = { 
/**
 * The part it stands in.
 */
part: NotePart, 
/**
 * Its words.
 */
quote: string, 
/**
 * Which of several places with the same words in that text, from 0.
 */
occurrence: number, };

/**
 * A worker, supervisor or manager of the station.
 */
export type PersonId = string;

/**
 * A stretch of text, inside or outside what was looked for.
 */
export type Piece = { 
/**
 * The text.
 */
text: string, 
/**
 * It is what was looked for.
 */
hit: boolean, };

/**
 * Somebody who was there.
 */
export type Present = { 
/**
 * Name as it stood on the day.
 */
name: string, 
/**
 * The household member, when it is one on record.
 */
member: MemberId | null, 
/**
 * It is the client.
 */
client: boolean, };

/**
 * Any record: a client, a case, a visit and so on.
 */
export type RecordId = string;

/**
 * How a person is related to the client.
 */
export type Relation = "father" | "mother" | "step_parent" | "grandfather" | "grandmother" | "sibling" | "spouse" | "son" | "daughter" | "child_in_law" | "grandchild" | "relative" | "neighbour" | "carer" | "other";

/**
 * Request of `report_print`.
 */
export type ReportPrintRequest = Record<symbol, never>;

/**
 * Response of `report_print`.
 */
export type ReportPrintResponse = Record<symbol, never>;

/**
 * Request of `report_save`.
 */
export type ReportSaveRequest = { 
/**
 * The visit.
 */
visit: VisitId, 
/**
 * Language of the page.
 */
language: Language, 
/**
 * Which of its notes, by its change; the first where none is named.
 */
note?: string, };

/**
 * Response of `report_save`.
 */
export type ReportSaveResponse = { 
/**
 * Where it was written; nothing if the worker chose no place.
 */
path: string | null, };

/**
 * Request of `report_verify`.
 */
export type ReportVerifyRequest = { 
/**
 * The code as typed.
 */
code: string, };

/**
 * Response of `report_verify`.
 */
export type ReportVerifyResponse = { 
/**
 * A note with that code is in this vault.
 */
visit: VisitId | null, 
/**
 * Which of its notes, by its change.
 */
note: string | null, 
/**
 * It is signed by its author and unaltered.
 */
unaltered: boolean, 
/**
 * Addenda signed since that page was printed.
 */
addenda_since: number, 
/**
 * The client.
 */
client_name: string, 
/**
 * Day of the visit.
 */
on: string | null, 
/**
 * Who signed it.
 */
author_name: string, };

/**
 * Request of `report_visit`.
 */
export type ReportVisitRequest = { 
/**
 * The visit.
 */
visit: VisitId, 
/**
 * Language of the page.
 */
language: Language, 
/**
 * Which of its notes, by its change; the first where none is named.
 */
note?: string, };

/**
 * A note that was returned to its author.
 */
export type ReturnedNote = { 
/**
 * The visit.
 */
visit: VisitCard, 
/**
 * Risk of the case.
 */
risk: RiskLevel | null, 
/**
 * Who returned it.
 */
reviewer_name: string, 
/**
 * Why.
 */
reasons: string, 
/**
 * Remarks on passages.
 */
comments: number, 
/**
 * When it was returned, by the reviewer's clock.
 */
returned_at: string, };

/**
 * A signed review.
 */
export type Review = { 
/**
 * What it comes to.
 */
verdict: Verdict, 
/**
 * The words and remarks, complete by [`check`].
 */
form: ReviewForm, 
/**
 * Who reviewed.
 */
reviewer: PersonId, 
/**
 * The reviewer's name at the time.
 */
reviewer_name: string, 
/**
 * The reviewer's role at the time.
 */
role: Role, 
/**
 * When it was signed, by the laptop's clock.
 */
signed_at: string, };

/**
 * A remark on a passage of the note.
 */
export type ReviewComment = { 
/**
 * What it is about.
 */
passage: Passage, 
/**
 * The remark.
 */
text: string, };

/**
 * A review as it is being written. An empty one is a valid draft.
 */
export type ReviewForm = { 
/**
 * Words on the note as a whole; with a return, its reasons.
 */
text: string, 
/**
 * Remarks on passages, in the order in which they were made.
 */
comments: Array<ReviewComment>, };

/**
 * Request of `review_get`.
 */
export type ReviewGetRequest = { 
/**
 * The visit.
 */
visit: VisitId, 
/**
 * Which of its notes, by its change; the first where none is named.
 */
note?: string, };

/**
 * Response of `review_get`.
 */
export type ReviewGetResponse = { 
/**
 * The note with its addenda and reviews.
 */
note: NoteView, 
/**
 * Risk of the case, and why.
 */
risk: Risk, 
/**
 * The newest entries of the case's timeline.
 */
timeline: Array<TimelineEntry>, 
/**
 * Entries of the timeline in all.
 */
entries: number, 
/**
 * What this shows; sent back with the review, which covers nothing else.
 */
seen: Array<string>, 
/**
 * Whether the person at the desk may review it.
 */
right: ReviewRight, 
/**
 * Notes that wait for her in all.
 */
to_review: number, };

/**
 * A list of notes by where they stand.
 */
export type ReviewGroup = "to_review" | "returned" | "approved";

/**
 * A note in the queue.
 */
export type ReviewLine = { 
/**
 * The visit.
 */
visit: VisitCard, 
/**
 * Number of its case.
 */
case_number: string, 
/**
 * Where the note stands.
 */
state: ReviewState, 
/**
 * Risk of the case.
 */
risk: RiskLevel | null, 
/**
 * When the note was signed.
 */
signed_at: string, 
/**
 * Whole days since then.
 */
days: number, };

/**
 * Request of `review_queue`.
 */
export type ReviewQueueRequest = { 
/**
 * Which notes.
 */
group: ReviewGroup, 
/**
 * Only of cases of these levels of risk; empty means all.
 */
risks: Array<RiskLevel>, 
/**
 * How many rows to pass over.
 */
offset: number, 
/**
 * How many at the most.
 */
limit: number, };

/**
 * Response of `review_queue`.
 */
export type ReviewQueueResponse = { 
/**
 * The notes: the gravest risk first, then who has waited longest.
 */
rows: Array<ReviewLine>, 
/**
 * Rows in all under this filter.
 */
total: number, };

/**
 * Why a review is kept and shown, and does not count.
 */
export type ReviewRefusal = "own_note" | "not_her_role" | "another_person" | "another_note";

/**
 * Whether the person at the desk may review a note.
 */
export type ReviewRight = "allowed" | "own_note";

/**
 * Request of `review_sign`.
 */
export type ReviewSignRequest = { 
/**
 * The visit.
 */
visit: VisitId, 
/**
 * What it comes to.
 */
verdict: Verdict, 
/**
 * All that is typed.
 */
form: ReviewForm, 
/**
 * What `review_get` showed.
 */
seen: Array<string>, };

/**
 * Response of `review_sign`.
 */
export type ReviewSignResponse = { 
/**
 * Where the note stands now.
 */
state: ReviewState, 
/**
 * The note that is next in the queue; nothing where none waits.
 */
next: NextReview | null, 
/**
 * Notes that wait in all.
 */
to_review: number, };

/**
 * Where a note stands.
 */
export type ReviewState = "waiting" | "returned" | "answered" | "approved";

/**
 * A review of a note.
 */
export type ReviewView = { 
/**
 * The change that signed it: what an addendum names that answers it.
 */
change: string, 
/**
 * What it says.
 */
review: Review, 
/**
 * Why it does not count; nothing for one that does.
 */
refused: ReviewRefusal | null, };

/**
 * How often a case at a level of risk is visited.
 */
export type Rhythm = { 
/**
 * The level.
 */
risk: RiskLevel, 
/**
 * The longest that the client waits from one visit to the next, in days.
 */
days: number, 
/**
 * What the rules call it.
 */
name: RuleName | null, };

/**
 * A level and why: the two are one statement and change together.
 */
export type Risk = { 
/**
 * How grave.
 */
level: RiskLevel, 
/**
 * Why, in the worker's words. Empty only for [`RiskLevel::Low`].
 */
reasons: string, };

/**
 * Level of risk, lowest first, so that `max` is the graver.
 */
export type RiskLevel = "low" | "medium" | "high" | "critical";

/**
 * A person's part in the station.
 */
export type Role = "worker" | "supervisor" | "manager" | "child_director" | "auditor";

/**
 * A name in the two languages of the screens.
 */
export type RuleName = { 
/**
 * Chinese.
 */
zh: string, 
/**
 * English.
 */
en: string, };

/**
 * Another record of the same person. Nothing of it was moved.
 */
export type SameClient = { 
/**
 * What is recorded there.
 */
client: ClientCard, 
/**
 * The cases there, newest first.
 */
cases: Array<CaseLine>, 
/**
 * Who judged it; nothing where it follows from what was judged of a third.
 */
by: string | null, 
/**
 * When, by that laptop's clock.
 */
at: string | null, 
/**
 * What was judged of the two; sent back to take it back.
 */
judged: Array<string>, };

/**
 * Request of `search_find`.
 */
export type SearchFindRequest = { 
/**
 * What is looked for.
 */
text: string, 
/**
 * How many at the most.
 */
limit: number, };

/**
 * Response of `search_find`.
 */
export type SearchFindResponse = { 
/**
 * What was found: clients and cases before notes and actions, each newest first.
 */
hits: Array<Hit>, 
/**
 * There is more than was asked for.
 */
more: boolean, };

/**
 * Request of `session_cancel`.
 */
export type SessionCancelRequest = Record<symbol, never>;

/**
 * Response of `session_cancel`.
 */
export type SessionCancelResponse = Record<symbol, never>;

/**
 * Request of `session_close`.
 */
export type SessionCloseRequest = { 
/**
 * What the screens answer.
 */
answer: CloseAnswer, };

/**
 * Response of `session_close`.
 */
export type SessionCloseResponse = Record<symbol, never>;

/**
 * Request of `session_profile`.
 */
export type SessionProfileRequest = Record<symbol, never>;

/**
 * Response of `session_profile`.
 */
export type SessionProfileResponse = { 
/**
 * The station, as it stands on paper.
 */
station: string, 
/**
 * The worker.
 */
person: PersonId, 
/**
 * The worker’s name.
 */
person_name: string, 
/**
 * What she does at the station: what the screens offer follows from it.
 */
role: Role, 
/**
 * This laptop’s device id.
 */
device: DeviceId, 
/**
 * The clock stands before the newest note: it was set back, or the note was written with a wrong one.
 */
clock_behind: boolean, 
/**
 * Nobody has shown yet that the recovery code is on paper: it was made with the vault and never typed back.
 */
recovery_unchecked: boolean, 
/**
 * Why the station's own rules file is not followed, with the line; nothing while all is well.
 */
rules_problem?: string, };

/**
 * Request of `session_touch`.
 */
export type SessionTouchRequest = Record<symbol, never>;

/**
 * Response of `session_touch`.
 */
export type SessionTouchResponse = Record<symbol, never>;

/**
 * A value of one's own that somebody else decided against.
 */
export type SetAside = { 
/**
 * The change that wrote it.
 */
change: string, 
/**
 * The record.
 */
of: Subject, 
/**
 * The field, by name.
 */
field: string, 
/**
 * Who decided.
 */
who: string, 
/**
 * When, by that laptop's clock.
 */
at: string, 
/**
 * One's own value, as text; nothing for an empty field.
 */
own: string | null, 
/**
 * What stands there now, as text; nothing for an empty field.
 */
now: string | null, 
/**
 * What stands there now, as changes: sent back to bring one's own value back.
 */
seen: Array<string>, };

/**
 * The settings.
 */
export type Settings = { 
/**
 * Language of the screens.
 */
language: Language, 
/**
 * Text size in percent, 100 to 150.
 */
text_percent: number, 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * Minutes without a touch until the vault locks, 1 to 60.
 */
idle_minutes: number, };

/**
 * Request of `settings_get`.
 */
export type SettingsGetRequest = Record<symbol, never>;

/**
 * Request of `settings_set`.
 */
export type SettingsSetRequest = { 
/**
 * All of them.
 */
settings: Settings, };

/**
 * Recorded sex.
 */
export type Sex = "female" | "male";

/**
 * Somebody who wrote a value.
 */
export type Side = { 
/**
 * The change, in hexadecimal.
 */
change: string, 
/**
 * Who.
 */
who: string, 
/**
 * It was written by the person at the desk.
 */
own: boolean, 
/**
 * When, by that laptop's clock.
 */
at: string, 
/**
 * What she had before her; empty for an empty field.
 */
had: Array<Had>, };

/**
 * A signed visit.
 */
export type SignedVisit = { 
/**
 * Other notes that other laptops signed for the same visit. Nearly always none; nothing decides between them.
 */
others: Array<NoteView>, 
/**
 * The visit.
 */
id: VisitId, 
/**
 * Case number.
 */
case_number: string, 
/**
 * The client.
 */
client: ClientCard, 
/**
 * The note, immutable.
 */
note: VisitNote, 
/**
 * The change that signed it: what an addendum to it names.
 */
change: string, 
/**
 * Addenda, oldest first.
 */
addenda: Array<Addendum>, 
/**
 * Addenda beyond these that cannot be read, or are not proven to be their author's.
 */
addenda_unreadable: number, 
/**
 * Reviews, oldest first; those that do not count say why.
 */
reviews: Array<ReviewView>, 
/**
 * Where the note stands with them.
 */
review: ReviewState, 
/**
 * An addendum begun and not yet signed.
 */
addendum_draft: string, 
/**
 * An addendum was begun and its draft cannot be read. It is kept.
 */
addendum_draft_unreadable: boolean, 
/**
 * The actions agreed, with what became of them.
 */
actions: Array<ActionView>, 
/**
 * Code on the printed page.
 */
verification_code: string, 
/**
 * Names of those to whom nothing may be handed.
 */
withheld_from: Array<string>, 
/**
 * Every change of this record: the note and its addenda, who and when.
 */
history: Array<FieldChange>, };

/**
 * How the client came to the station.
 */
export type Source = "self_referred" | "outreach" | "community" | "school" | "hospital" | "police" | "civil_affairs" | "other";

/**
 * How a due day stands to today.
 */
export type Standing = { "standing": "overdue", 
/**
 * Days ago, from 1.
 */
days: number, } | { "standing": "today" } | { "standing": "soon", 
/**
 * Days ahead, from 1.
 */
days: number, } | { "standing": "later" };

/**
 * Request of `station_answer_laptop`.
 */
export type StationAnswerLaptopRequest = { 
/**
 * Whose laptop it is said to be.
 */
person: PersonId, 
/**
 * The entry of the directory by which it came.
 */
entry: number, 
/**
 * It gets the keys.
 */
let_in: boolean, };

/**
 * A laptop of the station.
 */
export type StationDevice = { 
/**
 * The laptop, as it signs.
 */
id: DeviceId, 
/**
 * It is this one.
 */
this: boolean, 
/**
 * It was not revoked.
 */
active: boolean, 
/**
 * When it was revoked, by the clock of whoever did.
 */
revoked_at: string | null, 
/**
 * When it came to the station after that and was told, by the station's clock. For managers.
 */
told_at: string | null, 
/**
 * When it said that its keys are destroyed, by the station's clock. For managers.
 */
wiped_at: string | null, };

/**
 * Request of `station_found`.
 */
export type StationFoundRequest = { 
/**
 * Where the station is reached, as it was typed.
 */
address: string, 
/**
 * The code that was printed when the station was made, as it was typed.
 */
code: string, };

/**
 * Request of `station_get`.
 */
export type StationGetRequest = Record<symbol, never>;

/**
 * An invitation that can be used still.
 */
export type StationInvitation = { 
/**
 * The invitation, as the directory knows it.
 */
id: string, 
/**
 * Whom it lets in.
 */
name: string, 
/**
 * What she will do.
 */
role: Role, 
/**
 * It is for a further laptop of somebody who is there.
 */
device: boolean, 
/**
 * It was not used yet.
 */
waiting: boolean, };

/**
 * Request of `station_invite`: a name and a role, one's own further laptop, or a new one of a colleague who has none.
 */
export type StationInviteRequest = { 
/**
 * Who is invited.
 */
name?: string, 
/**
 * What she will do.
 */
role?: Role, 
/**
 * It is for a further laptop of whoever invites.
 */
own_device?: boolean, 
/**
 * It is for a new laptop of a colleague whose laptops were all revoked.
 */
laptop_of?: PersonId, };

/**
 * Response of `station_invite`. Shown once: the code is kept nowhere.
 */
export type StationInviteResponse = { 
/**
 * Where the station is reached.
 */
address: string, 
/**
 * The code, in groups.
 */
code: string, 
/**
 * Both, as one link.
 */
link: string, 
/**
 * The link as a QR code: the dark modules as SVG path data, one unit a module.
 */
qr: string, 
/**
 * Modules on each side of the QR code.
 */
size: number, 
/**
 * Until when the station keeps the invitation.
 */
expires_at: string, };

/**
 * Request of `station_join`.
 */
export type StationJoinRequest = { 
/**
 * Where the station is reached, as it was typed; or the whole link.
 */
address: string, 
/**
 * The code of the invitation, as it was typed.
 */
code: string, };

/**
 * A new laptop that waits in cases of who works here.
 */
export type StationNewLaptop = { 
/**
 * Whose it is said to be.
 */
person: PersonId, 
/**
 * Her name.
 */
name: string, 
/**
 * What she does.
 */
role: Role, 
/**
 * Its place in the station's directory: what the answer names.
 */
entry: number, 
/**
 * Who invited it; empty where that is not known.
 */
invited_by: string, 
/**
 * When it came, by its own clock.
 */
at: string | null, 
/**
 * In so many files of who works here it waits: clients and cases are a file each.
 */
files: number, 
/**
 * Who works here left it out.
 */
left_out: boolean, };

/**
 * Request of `station_new_laptops`.
 */
export type StationNewLaptopsRequest = Record<symbol, never>;

/**
 * A notice.
 */
export type StationNotice = { 
/**
 * Its place in the station's directory.
 */
entry: number, 
/**
 * What.
 */
kind: StationNoticeKind, 
/**
 * Who did it; empty where it is not known.
 */
name: string, 
/**
 * When, by her laptop's clock.
 */
at: string | null, 
/**
 * Why; empty where there is none or it does not open.
 */
reason: string, 
/**
 * So many files.
 */
files: number, 
/**
 * Of these, such as who works here may open.
 */
yours: number, 
/**
 * The case, where it is about one that is here.
 */
case: CaseId | null, 
/**
 * What was wrong is right again.
 */
mended: boolean, 
/**
 * Who works here has not said yet that she has seen it.
 */
new: boolean, };

/**
 * What somebody is told.
 */
export type StationNoticeKind = "recovery_key_set" | "recovery_key_changed" | "recovery_key_used" | "boxes_wrong" | "key_wrong";

/**
 * Request of `station_notices`.
 */
export type StationNoticesRequest = Record<symbol, never>;

/**
 * Request of `station_notices_seen`.
 */
export type StationNoticesSeenRequest = { 
/**
 * The last notice that she saw.
 */
entry: number, };

/**
 * Request of `station_peek`.
 */
export type StationPeekRequest = { 
/**
 * Where the station is reached, as it was typed; or the whole link.
 */
address: string, 
/**
 * The code of the invitation, as it was typed.
 */
code: string, };

/**
 * Response of `station_peek`.
 */
export type StationPeekResponse = { 
/**
 * The station.
 */
station_name: string, 
/**
 * Who is invited.
 */
person_name: string, 
/**
 * What she will do.
 */
role: Role, 
/**
 * Who invited her.
 */
inviter_name: string, };

/**
 * A person of the station.
 */
export type StationPerson = { 
/**
 * The person.
 */
id: PersonId, 
/**
 * Her name.
 */
name: string, 
/**
 * What she does.
 */
role: Role, 
/**
 * It is who works here.
 */
you: boolean, 
/**
 * Her laptops.
 */
devices: Array<StationDevice>, };

/**
 * How the station stands with its recovery key.
 */
export type StationRecovery = { 
/**
 * The present key; none where there is none.
 */
key: StationRecoveryKey | null, 
/**
 * Files of the station: a client's and a case's are two.
 */
files: number, 
/**
 * Of these, such as the present sheets open.
 */
covered: number, 
/**
 * Of these, such as no laptop opens that counts still.
 */
stranded: number, 
/**
 * Whose files the sheets could open for who works here, by name.
 */
people: Array<StationRecoveryOf>, 
/**
 * New sheets were printed and wait to be typed back.
 */
waiting: boolean, };

/**
 * A recovery key of the station.
 */
export type StationRecoveryKey = { 
/**
 * Who set it.
 */
name: string, 
/**
 * When, by her laptop's clock.
 */
at: string | null, };

/**
 * Somebody whose files the sheets could open.
 */
export type StationRecoveryOf = { 
/**
 * The person.
 */
person: PersonId, 
/**
 * Her name.
 */
name: string, 
/**
 * So many files.
 */
files: number, };

/**
 * Request of `station_recovery`.
 */
export type StationRecoveryRequest = Record<symbol, never>;

/**
 * Request of `station_recovery_set`.
 */
export type StationRecoverySetRequest = { 
/**
 * Two of the three new sheets.
 */
sheets: TypedSheets, };

/**
 * Request of `station_recovery_sheets`.
 */
export type StationRecoverySheetsRequest = { 
/**
 * `zh` or `en`.
 */
language: Language, 
/**
 * A new key, also where sheets of one wait to be typed back; otherwise those are printed once more.
 */
fresh: boolean, };

/**
 * Request of `station_recovery_use`.
 */
export type StationRecoveryUseRequest = { 
/**
 * Two of the three sheets.
 */
sheets: TypedSheets, 
/**
 * Why; everybody at the station reads it.
 */
reason: string, 
/**
 * Whose files are opened; without it those that no laptop opens which counts still.
 */
of?: PersonId, 
/**
 * Who else is let in.
 */
admit?: Array<PersonId>, };

/**
 * Response of `station_recovery_use`.
 */
export type StationRecoveryUseResponse = { 
/**
 * So many files were opened. Their records come with the next sync.
 */
files: number, };

/**
 * Request of `station_relocate`.
 */
export type StationRelocateRequest = { 
/**
 * Where the station is reached by now, as it was typed.
 */
address: string, };

/**
 * Request of `station_remove_person`.
 */
export type StationRemovePersonRequest = { 
/**
 * The person.
 */
person: PersonId, };

/**
 * Request of `station_renew_laptop`.
 */
export type StationRenewLaptopRequest = Record<symbol, never>;

/**
 * Response of `station_renew_laptop`.
 */
export type StationRenewLaptopResponse = { 
/**
 * How many changes were signed again.
 */
rewritten: number, 
/**
 * The station as it is now.
 */
station: StationView, };

/**
 * Request of `station_revoke_device`.
 */
export type StationRevokeDeviceRequest = { 
/**
 * The laptop.
 */
device: DeviceId, };

/**
 * Request of `station_set_role`.
 */
export type StationSetRoleRequest = { 
/**
 * The person.
 */
person: PersonId, 
/**
 * What she does from now on.
 */
role: Role, 
/**
 * She leaves the cases that others began: for who oversaw all of them and no longer does.
 */
leave_cases?: boolean, };

/**
 * The station this laptop belongs to, or that it works alone.
 */
export type StationView = { 
/**
 * It belongs to a station.
 */
linked: boolean, 
/**
 * The station does not count this laptop any more: nothing goes up or comes down.
 */
revoked: boolean, 
/**
 * Where the station is reached; empty without one.
 */
address: string, 
/**
 * The station's name, as it stands on paper.
 */
name: string, 
/**
 * Who works here.
 */
you: PersonId, 
/**
 * What she does.
 */
role: Role, 
/**
 * Who is at the station, by name.
 */
people: Array<StationPerson>, 
/**
 * Invitations that can be used still.
 */
invitations: Array<StationInvitation>, };

/**
 * Request of `station_withdraw`.
 */
export type StationWithdrawRequest = { 
/**
 * The invitation.
 */
invitation: string, };

/**
 * How good a passphrase is.
 */
export type Strength = { 
/**
 * 0 (worst) to 4, as zxcvbn counts.
 */
score: number, 
/**
 * Good enough to protect a case file.
 */
enough: boolean, 
/**
 * What would make it better, as keys that the screens translate.
 */
advice: Array<string>, };

/**
 * Which record it is, as people call it.
 */
export type Subject = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * What kind of record.
 */
kind: ConflictKind, 
/**
 * The client it belongs to; nothing where that has not arrived.
 */
client: ClientId | null, 
/**
 * The client's name.
 */
client_name: string, 
/**
 * The case it belongs to; nothing for a client and for a member of a household.
 */
case: CaseId | null, 
/**
 * The member's name, the case's number, what was agreed; empty for a client.
 */
about: string, };

/**
 * What a person must know.
 */
export type SyncAlarm = "revoked" | "station_went_back" | "directory_fault" | "directory_forked" | "vault_went_back" | "copied" | "forked" | "snapshot_differs";

/**
 * Request of `sync_cancel`.
 */
export type SyncCancelRequest = Record<symbol, never>;

/**
 * Response of `sync_cancel`.
 */
export type SyncCancelResponse = Record<symbol, never>;

/**
 * How far the list of people and files goes here: who compares this with another laptop's or with what
 * `jiafang-station status` says knows whether both go the same way.
 */
export type SyncDirectory = { 
/**
 * How many entries it has.
 */
entries: number, 
/**
 * Sixteen signs that stand for all of it up to its end.
 */
end: string, 
/**
 * Who wrote the last one; nothing where she is not known here.
 */
by: string | null, 
/**
 * When, by the clock of whoever did.
 */
at: string | null, };

/**
 * Request of `sync_export`.
 */
export type SyncExportRequest = { 
/**
 * For whom.
 */
to: SyncReceiver, 
/**
 * Everything, also what she is known to have: where a stick was lost, or her laptop is new.
 */
everything: boolean, };

/**
 * Response of `sync_export`.
 */
export type SyncExportResponse = { 
/**
 * Where it was written; nothing if the worker chose no place.
 */
path: string | null, 
/**
 * Changes in it.
 */
changes: number, 
/**
 * Attachments in it.
 */
attachments: number, 
/**
 * Changes that are not in it, because the station does not have their case file yet.
 */
left_behind: number, 
/**
 * Length of the file, in bytes.
 */
size: number, };

/**
 * Changes that came and are kept aside, for one reason.
 */
export type SyncHeld = { 
/**
 * Why.
 */
why: SyncHeldWhy, 
/**
 * How many.
 */
count: number, };

/**
 * Why changes that came are kept aside.
 */
export type SyncHeldWhy = "early" | "newer" | "not_allowed" | "unproven" | "forked" | "revoked";

/**
 * Request of `sync_import`.
 */
export type SyncImportRequest = Record<symbol, never>;

/**
 * Response of `sync_import`.
 */
export type SyncImportResponse = { 
/**
 * Who packed it; nothing if the worker chose no file.
 */
from: SyncSender | null, 
/**
 * When, by that laptop's clock.
 */
packed_at: string | null, 
/**
 * Changes that are new here.
 */
taken: number, 
/**
 * Changes that were here before.
 */
known: number, 
/**
 * Changes that are kept aside.
 */
held: Array<SyncHeld>, 
/**
 * People, laptops and case files of the station: entries of its directory that are new here.
 */
entries: number, 
/**
 * The directory in the file is not the one that is known here; nothing of it was taken.
 */
directory_fault: boolean, 
/**
 * Attachments that are new here.
 */
attachments: number, 
/**
 * Attachments that notes here name and that are not here.
 */
attachments_missing: number, 
/**
 * A file that this sender packed before has not come.
 */
gap: boolean, 
/**
 * Why it broke off. What came before is kept.
 */
fault: Code | null, };

/**
 * Request of `sync_note_alarm`.
 */
export type SyncNoteAlarmRequest = { 
/**
 * Of what: what came since then is not noted with it.
 */
alarm: SyncAlarm, };

/**
 * Response of `sync_note_alarm`.
 */
export type SyncNoteAlarmResponse = Record<symbol, never>;

/**
 * Request of `sync_now`.
 */
export type SyncNowRequest = Record<symbol, never>;

/**
 * Response of `sync_now`.
 */
export type SyncNowResponse = Record<symbol, never>;

/**
 * What is going on.
 */
export type SyncPhase = "idle" | "syncing" | "offline" | "stopped";

/**
 * For whom a parcel is.
 */
export type SyncReceiver = "station" | { "person": PersonId };

/**
 * Something that the station does not take. It is kept here.
 */
export type SyncRefused = { 
/**
 * Its number among this laptop's changes.
 */
seq: number, 
/**
 * What kind of record: `client`, `member`, `case`, `visit`, `action`; nothing for one that this version does not
 * know.
 */
kind: string | null, 
/**
 * The case, where it is in one.
 */
case: CaseId | null, 
/**
 * The case's number.
 */
case_number: string | null, 
/**
 * The client's name.
 */
client: string | null, 
/**
 * Why.
 */
why: Code, 
/**
 * When it was written, by this laptop's clock.
 */
at: string, };

/**
 * Who packed a parcel.
 */
export type SyncSender = "station" | { "person": string | null };

/**
 * Request of `sync_state`.
 */
export type SyncStateRequest = Record<symbol, never>;

/**
 * Response of `sync_state`.
 */
export type SyncStateResponse = { 
/**
 * The vault belongs to a station.
 */
linked: boolean, 
/**
 * What is going on.
 */
phase: SyncPhase, 
/**
 * Why it is offline or stopped.
 */
why: Code | null, 
/**
 * What waits to be sent.
 */
waiting: SyncWaiting, 
/**
 * Changes sent since this round began.
 */
done: number, 
/**
 * Changes that waited when it began.
 */
total: number, 
/**
 * When both had all, the last time.
 */
last_synced_at: string | null, 
/**
 * When it will be tried again.
 */
next_try_at: string | null, 
/**
 * What the station does not take: the first of it.
 */
refused: Array<SyncRefused>, 
/**
 * How much of it there is.
 */
refused_total: number, 
/**
 * Changes that came and are not believed, or not yet. They are kept.
 */
held: Array<SyncHeld>, 
/**
 * How many more came that nobody known here had signed, and were not kept: there were too many.
 */
held_over: number, 
/**
 * How many files are shown by what others' laptops said of them in short, not yet checked: they are coming.
 */
unchecked: number, 
/**
 * How many attachments could not be sent or fetched the last time. They are tried again.
 */
stuck: number, 
/**
 * What a person must know.
 */
alarm: SyncAlarm | null, 
/**
 * When it was first seen, where it is kept until she has taken note of it (`sync_note_alarm`); else it stays as long as
 * it is so.
 */
alarm_since: string | null, 
/**
 * How far the directory goes here, where the alarm is about it.
 */
directory: SyncDirectory | null, 
/**
 * How many changes revoked laptops had not sent, and nobody here has taken over.
 */
late: number, };

/**
 * What waits to be sent.
 */
export type SyncWaiting = { 
/**
 * Signed notes, addenda and reviews.
 */
notes: number, 
/**
 * All changes, notes among them.
 */
changes: number, 
/**
 * Photos and files.
 */
attachments: number, };

/**
 * Light, dark, or as the system says.
 */
export type Theme = "system" | "light" | "dark";

/**
 * An entry of the case's one timeline; each reads alone.
 */
export type TimelineEntry = { 
/**
 * What it is.
 */
kind: EntryKind, 
/**
 * When it took place, as display order goes.
 */
at: string, 
/**
 * The day it is about (a visit's own day).
 */
on: string, 
/**
 * Who.
 */
who: string, 
/**
 * One sentence of it.
 */
sentence: string, 
/**
 * The visit, where it is one or a review of one.
 */
visit: VisitCard | null, 
/**
 * The level, where risk was set.
 */
risk: RiskLevel | null, 
/**
 * What a review comes to.
 */
verdict: Verdict | null, };

/**
 * Request of `today_get`.
 */
export type TodayGetRequest = { 
/**
 * How many actions to list at most; nothing for as many as a day can hold.
 */
actions?: number, };

/**
 * Response of `today_get`.
 */
export type TodayGetResponse = { 
/**
 * Today’s date.
 */
date: string, 
/**
 * Own notes that were returned and are to be answered, the gravest risk first.
 */
returned: Array<ReturnedNote>, 
/**
 * Own values that somebody else decided against, the latest first, until one takes note.
 */
set_aside: Array<SetAside>, 
/**
 * Such values in all.
 */
set_aside_total: number, 
/**
 * Fields in all on which people disagree.
 */
conflicts: number, 
/**
 * How many pairs of clients are perhaps one person and wait to be judged.
 */
alike: number, 
/**
 * Visits overdue, longest first; of one day the gravest risk first.
 */
overdue: Array<DueVisit>, 
/**
 * Visits due today and in the next seven days, in the same order.
 */
due: Array<DueVisit>, 
/**
 * Drafts, the latest ones first; late ones say by how many hours.
 */
drafts: Array<VisitCard>, 
/**
 * Actions due or overdue.
 */
actions: Array<ActionView>, 
/**
 * Notes returned in all.
 */
returned_total: number, 
/**
 * Notes that wait for one's own review; nothing where that is not one's role.
 */
to_review: number | null, 
/**
 * Visits overdue in all, also beyond those listed.
 */
overdue_total: number, 
/**
 * Visits due in all.
 */
due_total: number, 
/**
 * Actions due in all.
 */
actions_total: number, 
/**
 * Clients on record.
 */
clients: number, 
/**
 * Cases on record.
 */
cases: number, };

/**
 * What was typed from two of the three sheets.
 */
export type TypedSheets = { 
/**
 * One sheet.
 */
first: string, 
/**
 * Another.
 */
second: string, };

/**
 * Request of `vault_backup`.
 */
export type VaultBackupRequest = Record<symbol, never>;

/**
 * Response of `vault_backup`.
 */
export type VaultBackupResponse = { 
/**
 * Where it was written; nothing if the worker chose no place.
 */
path: string | null, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * Attachments whose file was missing and could not be taken along.
 */
attachments_missing: number, };

/**
 * Request of `vault_change_passphrase`.
 */
export type VaultChangePassphraseRequest = { 
/**
 * The present passphrase.
 */
current: string, 
/**
 * The new one.
 */
new: string, };

/**
 * Response of `vault_change_passphrase`.
 */
export type VaultChangePassphraseResponse = Record<symbol, never>;

/**
 * Request of `vault_create`.
 */
export type VaultCreateRequest = { 
/**
 * The passphrase.
 */
passphrase: string, 
/**
 * The station, as it stands on paper.
 */
station: string, 
/**
 * The worker, as it stands under a note.
 */
person: string, };

/**
 * Response of `vault_create`.
 */
export type VaultCreateResponse = { 
/**
 * The recovery code in groups, to be printed: shown this once.
 */
recovery_code: Array<string>, };

/**
 * Request of `vault_forget_wiped`.
 */
export type VaultForgetWipedRequest = Record<symbol, never>;

/**
 * Response of `vault_forget_wiped`.
 */
export type VaultForgetWipedResponse = Record<symbol, never>;

/**
 * Request of `vault_leave_sample`.
 */
export type VaultLeaveSampleRequest = Record<symbol, never>;

/**
 * Response of `vault_leave_sample`.
 */
export type VaultLeaveSampleResponse = Record<symbol, never>;

/**
 * Request of `vault_lock`.
 */
export type VaultLockRequest = Record<symbol, never>;

/**
 * Response of `vault_lock`.
 */
export type VaultLockResponse = Record<symbol, never>;

/**
 * Request of `vault_open_sample`.
 */
export type VaultOpenSampleRequest = Record<symbol, never>;

/**
 * Response of `vault_open_sample`.
 */
export type VaultOpenSampleResponse = Record<symbol, never>;

/**
 * Request of `vault_print_check`.
 */
export type VaultPrintCheckRequest = { 
/**
 * The code as typed back.
 */
code: string, };

/**
 * Response of `vault_print_check`.
 */
export type VaultPrintCheckResponse = { 
/**
 * It is the code that was shown, and opens this vault from now on.
 */
matches: boolean, };

/**
 * Request of `vault_rebuild`.
 */
export type VaultRebuildRequest = Record<symbol, never>;

/**
 * Response of `vault_rebuild`.
 */
export type VaultRebuildResponse = { 
/**
 * Changes read.
 */
changes: number, };

/**
 * Request of `vault_recover`.
 */
export type VaultRecoverRequest = { 
/**
 * The code as typed.
 */
code: string, 
/**
 * The new passphrase.
 */
new_passphrase: string, };

/**
 * Response of `vault_recover`.
 */
export type VaultRecoverResponse = Record<symbol, never>;

/**
 * Request of `vault_recovery_sheet`.
 */
export type VaultRecoverySheetRequest = { 
/**
 * The code in groups, as just shown.
 */
recovery_code: Array<string>, 
/**
 * `zh` or `en`.
 */
language: Language, };

/**
 * Request of `vault_renew_recovery`.
 */
export type VaultRenewRecoveryRequest = { 
/**
 * The present passphrase.
 */
passphrase: string, };

/**
 * Response of `vault_renew_recovery`.
 */
export type VaultRenewRecoveryResponse = { 
/**
 * The code in groups, to be printed: shown this once.
 */
recovery_code: Array<string>, };

/**
 * Request of `vault_restore`.
 */
export type VaultRestoreRequest = Record<symbol, never>;

/**
 * Response of `vault_restore`.
 */
export type VaultRestoreResponse = { 
/**
 * A vault was restored; false if the worker chose no file.
 */
restored: boolean, 
/**
 * Where the vault that was there before now lies.
 */
set_aside: string | null, };

/**
 * Whether there is a vault and whether it is open.
 */
export type VaultState = "absent" | "locked" | "open";

/**
 * Request of `vault_status`.
 */
export type VaultStatusRequest = Record<symbol, never>;

/**
 * Response of `vault_status`.
 */
export type VaultStatusResponse = { 
/**
 * Absent, locked or open.
 */
state: VaultState, 
/**
 * Seconds until the next passphrase is accepted.
 */
wait_seconds: number, 
/**
 * The sample caseload is shown, not a real vault.
 */
sample: boolean, 
/**
 * The passphrase of the sample caseload, where that is what is locked.
 */
sample_passphrase: string | null, 
/**
 * Where the vault lies.
 */
folder: string, 
/**
 * The vault is open and shows nothing more: the station no longer counts this laptop.
 */
leaving: boolean, 
/**
 * A vault was destroyed here, and no other has taken its place.
 */
wiped: Wiped | null, };

/**
 * Request of `vault_strength`.
 */
export type VaultStrengthRequest = { 
/**
 * The passphrase.
 */
passphrase: string, 
/**
 * Names that it should not be made of.
 */
hints: Array<string>, };

/**
 * Request of `vault_unlock`.
 */
export type VaultUnlockRequest = { 
/**
 * The passphrase.
 */
passphrase: string, };

/**
 * Response of `vault_unlock`.
 */
export type VaultUnlockResponse = Record<symbol, never>;

/**
 * Request of `vault_verify`.
 */
export type VaultVerifyRequest = Record<symbol, never>;

/**
 * Response of `vault_verify`.
 */
export type VaultVerifyResponse = { 
/**
 * Changes looked at.
 */
changes: number, 
/**
 * Devices whose chain was followed.
 */
devices: number, 
/**
 * Changes that do not verify, named by id, with what is wrong as a key.
 */
broken: Array<Broken>, 
/**
 * The views say what the log says.
 */
views_match: boolean, 
/**
 * Attachments whose encrypted file is missing or altered.
 */
attachments_broken: Array<string>, };

/**
 * What a review comes to.
 */
export type Verdict = "approve" | "return" | "comment";

/**
 * A village with the number of clients in it.
 */
export type VillageCount = { 
/**
 * Village or community.
 */
village: string, 
/**
 * Clients.
 */
clients: number, };

/**
 * Request of `visit_autosave`.
 */
export type VisitAutosaveRequest = { 
/**
 * The visit.
 */
id: VisitId, 
/**
 * All that is typed.
 */
form: VisitForm, };

/**
 * Response of `visit_autosave`.
 */
export type VisitAutosaveResponse = { 
/**
 * When it was saved.
 */
saved_at: string, 
/**
 * What is still missing for signing.
 */
missing: Array<Missing>, };

/**
 * Request of `visit_bring_back`.
 */
export type VisitBringBackRequest = { 
/**
 * The visit.
 */
id: VisitId, };

/**
 * Response of `visit_bring_back`.
 */
export type VisitBringBackResponse = Record<symbol, never>;

/**
 * A visit in a line.
 */
export type VisitCard = { 
/**
 * The visit.
 */
id: VisitId, 
/**
 * Its case.
 */
case: CaseId, 
/**
 * Draft or signed.
 */
state: VisitState, 
/**
 * Planned, unannounced or by telephone.
 */
kind: VisitKind | null, 
/**
 * Start, local wall time.
 */
started_at: string | null, 
/**
 * The day it is about: of its start, else of its last save.
 */
on: string, 
/**
 * Who wrote it.
 */
author_name: string, 
/**
 * First words of what was observed.
 */
summary: string, 
/**
 * Photos and other attachments.
 */
attachments: number, 
/**
 * Addenda.
 */
addenda: number, 
/**
 * Client's name.
 */
client_name: string, 
/**
 * Where a signed note stands with its reviews.
 */
review: ReviewState | null, 
/**
 * Hours that a draft is past the 24 within which a note is to be signed.
 */
hours_late: number | null, 
/**
 * The change that is the note, where it is signed: of a visit there may be several.
 */
note: string | null, };

/**
 * Request of `visit_discard`.
 */
export type VisitDiscardRequest = { 
/**
 * The visit.
 */
id: VisitId, };

/**
 * Response of `visit_discard`.
 */
export type VisitDiscardResponse = Record<symbol, never>;

/**
 * A visit form. An empty one is a valid draft.
 */
export type VisitForm = { 
/**
 * Planned, unannounced or by telephone.
 */
kind: VisitKind | null, 
/**
 * Start, local wall time.
 */
started_at: string | null, 
/**
 * End, local wall time.
 */
ended_at: string | null, 
/**
 * Where; empty means the client's home.
 */
place: string, 
/**
 * Who was there.
 */
present: Array<Present>, 
/**
 * Nobody opened, or nobody answered.
 */
nobody_home: boolean, 
/**
 * What was seen and heard: facts.
 */
observations: string, 
/**
 * What the worker makes of it: judgement.
 */
judgement: string, 
/**
 * Needs the visit touched.
 */
needs: Array<Need>, 
/**
 * Actions agreed.
 */
actions: Array<AgreedAction>, 
/**
 * The next visit.
 */
next: NextVisit | null, 
/**
 * Photos, voice files, documents.
 */
attachments: Array<Attachment>, 
/**
 * The client's signature was given on the printed page.
 */
client_signed: boolean, 
/**
 * What is typed and cannot be a day or a time yet. A signed note has none: it says all that was typed.
 */
as_typed?: AsTyped, };

/**
 * Request of `visit_get`.
 */
export type VisitGetRequest = { 
/**
 * The visit.
 */
id: VisitId, };

/**
 * A visit 家访, from its first draft on.
 */
export type VisitId = string;

/**
 * How the visit came about.
 */
export type VisitKind = "planned" | "unannounced" | "phone";

/**
 * A visit note as signed.
 */
export type VisitNote = { 
/**
 * The case it belongs to.
 */
case: CaseId, 
/**
 * Whom it is about.
 */
client: ClientId, 
/**
 * Who wrote and signed it.
 */
author: PersonId, 
/**
 * The author's name at the time.
 */
author_name: string, 
/**
 * When it was signed, by the laptop's clock.
 */
signed_at: string, 
/**
 * The form as it stood: complete by [`super::readiness::missing`].
 */
form: VisitForm, };

/**
 * Request of `visit_sign`.
 */
export type VisitSignRequest = { 
/**
 * The visit.
 */
id: VisitId, 
/**
 * All that is typed.
 */
form: VisitForm, };

/**
 * Response of `visit_sign`.
 */
export type VisitSignResponse = { 
/**
 * Code on the printed page.
 */
verification_code: string, };

/**
 * Request of `visit_start`.
 */
export type VisitStartRequest = { 
/**
 * The case.
 */
case: CaseId, };

/**
 * Response of `visit_start`.
 */
export type VisitStartResponse = { 
/**
 * The visit.
 */
id: VisitId, };

/**
 * How far a note has come.
 */
export type VisitState = "draft" | "signed";

/**
 * A visit: still a draft, or signed.
 */
export type VisitView = { "state": "draft" } & DraftView | { "state": "signed" } & SignedVisit;

/**
 * A vault that was destroyed, because the station no longer counts the laptop.
 */
export type Wiped = { 
/**
 * When, by the laptop's clock.
 */
at: string, 
/**
 * The station.
 */
station: string, 
/**
 * Who revoked the laptop; empty where the name is not known.
 */
by: string, };

/** Commands that answer with a value. */
export interface Commands {
  vault_status: { request: VaultStatusRequest; response: VaultStatusResponse };
  vault_strength: { request: VaultStrengthRequest; response: Strength };
  vault_create: { request: VaultCreateRequest; response: VaultCreateResponse };
  vault_open_sample: { request: VaultOpenSampleRequest; response: VaultOpenSampleResponse };
  vault_leave_sample: { request: VaultLeaveSampleRequest; response: VaultLeaveSampleResponse };
  vault_unlock: { request: VaultUnlockRequest; response: VaultUnlockResponse };
  vault_recover: { request: VaultRecoverRequest; response: VaultRecoverResponse };
  vault_lock: { request: VaultLockRequest; response: VaultLockResponse };
  vault_change_passphrase: { request: VaultChangePassphraseRequest; response: VaultChangePassphraseResponse };
  vault_renew_recovery: { request: VaultRenewRecoveryRequest; response: VaultRenewRecoveryResponse };
  vault_print_check: { request: VaultPrintCheckRequest; response: VaultPrintCheckResponse };
  vault_backup: { request: VaultBackupRequest; response: VaultBackupResponse };
  vault_restore: { request: VaultRestoreRequest; response: VaultRestoreResponse };
  vault_forget_wiped: { request: VaultForgetWipedRequest; response: VaultForgetWipedResponse };
  vault_verify: { request: VaultVerifyRequest; response: VaultVerifyResponse };
  vault_rebuild: { request: VaultRebuildRequest; response: VaultRebuildResponse };
  session_cancel: { request: SessionCancelRequest; response: SessionCancelResponse };
  session_close: { request: SessionCloseRequest; response: SessionCloseResponse };
  session_touch: { request: SessionTouchRequest; response: SessionTouchResponse };
  session_profile: { request: SessionProfileRequest; response: SessionProfileResponse };
  settings_get: { request: SettingsGetRequest; response: Settings };
  settings_set: { request: SettingsSetRequest; response: Settings };
  client_check: { request: ClientCheckRequest; response: ClientCheckResponse };
  client_save: { request: ClientSaveRequest; response: ClientSaveResponse };
  client_get: { request: ClientGetRequest; response: ClientView };
  client_history: { request: ClientHistoryRequest; response: Array<FieldChange> };
  client_alike: { request: ClientAlikeRequest; response: ClientAlikeResponse };
  client_judge: { request: ClientJudgeRequest; response: ClientJudgeResponse };
  member_save: { request: MemberSaveRequest; response: MemberSaveResponse };
  member_remove: { request: MemberRemoveRequest; response: MemberRemoveResponse };
  case_blank: { request: CaseBlankRequest; response: Case };
  case_save: { request: CaseSaveRequest; response: CaseSaveResponse };
  case_get: { request: CaseGetRequest; response: CaseView };
  case_timeline: { request: CaseTimelineRequest; response: CaseTimelineResponse };
  case_history: { request: CaseHistoryRequest; response: Array<FieldChange> };
  case_list: { request: CaseListRequest; response: CaseListResponse };
  case_villages: { request: CaseVillagesRequest; response: Array<VillageCount> };
  case_rhythm: { request: CaseRhythmRequest; response: Array<Rhythm> };
  case_members: { request: CaseMembersRequest; response: Array<CaseMember> };
  case_admit: { request: CaseAdmitRequest; response: Array<CaseMember> };
  case_expel: { request: CaseExpelRequest; response: Array<CaseMember> };
  case_closed: { request: CaseClosedRequest; response: Array<ClosedCase> };
  case_break_glass: { request: CaseBreakGlassRequest; response: Array<ClosedCase> };
  case_glass: { request: CaseGlassRequest; response: Array<CaseGlass> };
  case_take_note: { request: CaseTakeNoteRequest; response: Array<CaseGlass> };
  case_hand_over: { request: CaseHandOverRequest; response: Arranged };
  case_cover: { request: CaseCoverRequest; response: Arranged };
  access_list: { request: AccessListRequest; response: AccessListResponse };
  access_save: { request: AccessSaveRequest; response: AccessSaveResponse };
  action_progress: { request: ActionProgressRequest; response: ActionProgressResponse };
  form_autosave: { request: FormAutosaveRequest; response: FormAutosaveResponse };
  form_get: { request: FormGetRequest; response: FormGetResponse };
  form_discard: { request: FormDiscardRequest; response: FormDiscardResponse };
  form_list: { request: FormListRequest; response: FormListResponse };
  visit_start: { request: VisitStartRequest; response: VisitStartResponse };
  visit_get: { request: VisitGetRequest; response: VisitView };
  visit_autosave: { request: VisitAutosaveRequest; response: VisitAutosaveResponse };
  visit_sign: { request: VisitSignRequest; response: VisitSignResponse };
  visit_discard: { request: VisitDiscardRequest; response: VisitDiscardResponse };
  visit_bring_back: { request: VisitBringBackRequest; response: VisitBringBackResponse };
  addendum_autosave: { request: AddendumAutosaveRequest; response: AddendumAutosaveResponse };
  addendum_sign: { request: AddendumSignRequest; response: AddendumSignResponse };
  conflict_list: { request: ConflictListRequest; response: ConflictListResponse };
  conflict_get: { request: ConflictGetRequest; response: ConflictGetResponse };
  conflict_decide: { request: ConflictDecideRequest; response: ConflictDecideResponse };
  conflict_restore: { request: ConflictRestoreRequest; response: ConflictRestoreResponse };
  conflict_dismiss: { request: ConflictDismissRequest; response: ConflictDismissResponse };
  review_queue: { request: ReviewQueueRequest; response: ReviewQueueResponse };
  review_get: { request: ReviewGetRequest; response: ReviewGetResponse };
  review_sign: { request: ReviewSignRequest; response: ReviewSignResponse };
  attachment_begin: { request: AttachmentBeginRequest; response: AttachmentBeginResponse };
  attachment_finish: { request: AttachmentFinishRequest; response: Attachment };
  attachment_cancel: { request: AttachmentCancelRequest; response: AttachmentCancelResponse };
  attachment_remove: { request: AttachmentRemoveRequest; response: AttachmentRemoveResponse };
  attachment_save: { request: AttachmentSaveRequest; response: AttachmentSaveResponse };
  station_peek: { request: StationPeekRequest; response: StationPeekResponse };
  station_found: { request: StationFoundRequest; response: StationView };
  station_join: { request: StationJoinRequest; response: StationView };
  station_get: { request: StationGetRequest; response: StationView };
  station_invite: { request: StationInviteRequest; response: StationInviteResponse };
  station_withdraw: { request: StationWithdrawRequest; response: StationView };
  station_set_role: { request: StationSetRoleRequest; response: StationView };
  station_revoke_device: { request: StationRevokeDeviceRequest; response: StationView };
  station_remove_person: { request: StationRemovePersonRequest; response: StationView };
  station_recovery: { request: StationRecoveryRequest; response: StationRecovery };
  station_recovery_set: { request: StationRecoverySetRequest; response: StationRecovery };
  station_recovery_use: { request: StationRecoveryUseRequest; response: StationRecoveryUseResponse };
  station_new_laptops: { request: StationNewLaptopsRequest; response: Array<StationNewLaptop> };
  station_answer_laptop: { request: StationAnswerLaptopRequest; response: Array<StationNewLaptop> };
  station_notices: { request: StationNoticesRequest; response: Array<StationNotice> };
  station_notices_seen: { request: StationNoticesSeenRequest; response: Array<StationNotice> };
  station_relocate: { request: StationRelocateRequest; response: StationView };
  station_renew_laptop: { request: StationRenewLaptopRequest; response: StationRenewLaptopResponse };
  late_list: { request: LateListRequest; response: LateListResponse };
  late_take: { request: LateTakeRequest; response: LateTakeResponse };
  sync_state: { request: SyncStateRequest; response: SyncStateResponse };
  sync_now: { request: SyncNowRequest; response: SyncNowResponse };
  sync_cancel: { request: SyncCancelRequest; response: SyncCancelResponse };
  sync_note_alarm: { request: SyncNoteAlarmRequest; response: SyncNoteAlarmResponse };
  sync_export: { request: SyncExportRequest; response: SyncExportResponse };
  sync_import: { request: SyncImportRequest; response: SyncImportResponse };
  today_get: { request: TodayGetRequest; response: TodayGetResponse };
  search_find: { request: SearchFindRequest; response: SearchFindResponse };
  report_save: { request: ReportSaveRequest; response: ReportSaveResponse };
  report_print: { request: ReportPrintRequest; response: ReportPrintResponse };
  report_verify: { request: ReportVerifyRequest; response: ReportVerifyResponse };
}

/** Commands that answer with bytes. */
export interface BytesCommands {
  vault_recovery_sheet: VaultRecoverySheetRequest;
  station_recovery_sheets: StationRecoverySheetsRequest;
  attachment_read: AttachmentReadRequest;
  report_visit: ReportVisitRequest;
}
