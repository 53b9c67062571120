package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.EventJson;
import org.junit.jupiter.api.Test;

class RecordingTextTest {
    @Test
    void a_session_is_told_step_by_step_with_what_is_equal_and_what_is_odd() throws Exception {
        var text = RecordingText.of(EventJson.mapper().readTree("""
                {"session": "del_1", "task": "invoice 4711", "person": {"id": "per_a", "name": "Ada Abel"}, "digests": true,
                 "steps": [
                  {"number": 1, "at": "2026-11-02T10:00:00.123456Z", "kind": "CALL", "agent": {"id": "agt_1", "name": "researcher"},
                   "subject": "crm.read", "labels": ["private"],
                   "verdict": {"decision": "dec_1", "answer": "ALLOWED", "asker": "gateway"},
                   "arguments": [{"name": "id", "kept": "OPEN", "text": "7", "mentions": []}],
                   "outcomes": [{"at": "2026-11-02T10:00:01Z", "status": "succeeded", "size": 90, "intentions": [],
                     "kept": [{"name": "result.status", "kept": "OPEN", "text": "say “yes”", "mentions": []},
                       {"name": "result.apiKey", "kept": "SECRET", "mentions": []}],
                     "leftOut": ["result.page"],
                     "shows": [{"host": "outside.example", "digest": "hmac:1:2"}]}],
                   "approvals": [], "findings": [], "told": []},
                  {"number": 2, "at": "2026-11-02T10:00:02Z", "kind": "CALL", "agent": {"id": "agt_1", "name": "researcher"},
                   "subject": "email.send", "labels": ["egress"],
                   "verdict": {"decision": "dec_2", "answer": "HELD", "reason": "approval_required", "asker": "gateway"},
                   "arguments": [{"name": "to[0]", "kept": "DIGEST", "host": "outside.example", "digest": "hmac:1:2",
                     "length": 19, "sameAs": 1, "mentions": []}],
                   "outcomes": [], "approvals": [{"approval": "apr_1", "status": "refused", "at": "2026-11-02T10:01:00Z",
                     "by": "Ada Abel", "reason": "no"}],
                   "findings": [{"finding": "fnd_1", "title": "Private data sent out", "severity": 4, "status": 1, "raised": true}],
                   "told": ["Its source's clock ran ahead."]}],
                 "findings": [], "gaps": [{"from": "a", "until": "b", "denials": 2, "allows": 0}]}
                """));
        assertThat(text.lines())
                .contains(
                        "Session del_1, “invoice 4711”, Ada Abel answers for it",
                        "   ! 2 denials and 0 allows of whichever session left without a record between a and b",
                        "   1  2026-11-02T10:00:00.123Z  researcher called crm.read (private): allowed (dec_1)",
                        "      id = 7",
                        "         of the answer, result.status was “say \"yes\"”",
                        "         of the answer, result.apiKey was a secret, withheld",
                        "         no room was left for result.page",
                        "         shows …outside.example hmac:1:2",
                        "   2  2026-11-02T10:00:02Z  researcher asked to call email.send (egress): held, approval required (dec_2)",
                        "      to[0] = …outside.example hmac:1:2, the same as in step 1",
                        "      refused by Ada Abel: no (apr_1)",
                        "      finding fnd_1: Private data sent out, high, raised here",
                        "      ! Its source's clock ran ahead.");
    }

    @Test
    void the_words_of_a_task_end_no_quotation() throws Exception {
        var text = RecordingText.of(EventJson.mapper().readTree("""
                {"session": "del_1", "task": "read”, Bo answers for it “x", "digests": true, "findings": [], "gaps": [], "steps": []}
                """));
        assertThat(text).startsWith("Session del_1, “read\", Bo answers for it \"x”");
    }

    @Test
    void where_nobody_was_asked_it_is_said_who_agreed_to_what_and_until_when() throws Exception {
        var text = RecordingText.of(EventJson.mapper().readTree("""
                {"session": "del_1", "task": "t", "digests": true, "findings": [], "gaps": [],
                 "agreements": [{"delegation": "del_2", "by": {"id": "per_a", "name": "Ada Abel"},
                   "agent": {"id": "agt_1", "name": "researcher"}, "tool": "email.send", "until": "2026-11-02T12:00:00Z", "status": "active"}],
                 "steps": [
                  {"number": 1, "at": "2026-11-02T10:00:00Z", "kind": "AGREEMENT", "subject": "Ada Abel isn't asked", "labels": [],
                   "arguments": [{"name": "to one of", "kept": "DIGEST", "host": "a.example", "digest": "hmac:1:2", "mentions": []}]},
                  {"number": 2, "at": "2026-11-02T10:00:02Z", "kind": "CALL", "agent": {"id": "agt_1", "name": "researcher"},
                   "subject": "email.send", "labels": [],
                   "verdict": {"decision": "dec_2", "answer": "ALLOWED", "asker": "gateway", "agreed": "del_2"}}]}
                """));
        assertThat(text.lines())
                .contains(
                        "   Ada Abel isn't asked for calls of email.send by researcher until 2026-11-02T12:00:00Z, as long as they keep to its limits (del_2)",
                        "   1  2026-11-02T10:00:00Z  Ada Abel isn't asked",
                        "      to one of = …a.example hmac:1:2",
                        "   2  2026-11-02T10:00:02Z  researcher called email.send: allowed (dec_2)",
                        "      nobody was asked, since Ada Abel agreed to calls like it until 2026-11-02T12:00:00Z (del_2)");
    }

    @Test
    void what_somebody_only_asked_was_not_called_and_a_yes_is_used_by_the_call_and_not_by_who_said_it()
            throws Exception {
        var text = RecordingText.of(EventJson.mapper().readTree("""
                {"session": "del_1", "task": "", "digests": true, "findings": [], "gaps": [],
                 "steps": [
                  {"number": 1, "at": "2026-11-02T10:00:00Z", "kind": "CALL", "agent": {"id": "agt_1", "name": "researcher"},
                   "subject": "email.send", "labels": [], "arguments": [], "approvals": [], "findings": [], "outcomes": [],
                   "verdict": {"decision": "dec_1", "answer": "ALLOWED", "asker": "admin", "dryRun": true},
                   "told": ["It was a dry run."]},
                  {"number": 2, "at": "2026-11-02T10:00:02Z", "kind": "CALL", "agent": {"id": "agt_1", "name": "researcher"},
                   "subject": "email.send", "labels": [], "arguments": [], "findings": [], "told": [], "outcomes": [],
                   "approvals": [{"approval": "apr_1", "status": "used", "at": "2026-11-02T10:01:00Z", "by": "Ada Abel"}],
                   "verdict": {"decision": "dec_2", "answer": "ALLOWED", "asker": "gateway"}}]}
                """));
        assertThat(text.lines())
                .contains(
                        "   1  2026-11-02T10:00:00Z  somebody asked whether researcher may call email.send: not meant to be made, it would be allowed (dec_1)",
                        "      ! It was a dry run.",
                        "      used up by this call, as Ada Abel had said yes (apr_1)");
    }

    @Test
    void what_was_allowed_and_not_made_is_told_apart_from_what_was_denied() throws Exception {
        var text = RecordingText.of(EventJson.mapper().readTree("""
                {"session": "del_1", "task": "", "digests": true, "findings": [], "gaps": [],
                 "steps": [
                  {"number": 1, "at": "2026-11-02T10:00:00Z", "kind": "CALL", "agent": {"id": "agt_1", "name": "researcher"},
                   "subject": "crm.read", "labels": [], "arguments": [], "approvals": [], "findings": [], "told": [],
                   "verdict": {"decision": "dec_1", "answer": "ALLOWED", "asker": "gateway"},
                   "outcomes": [{"at": "2026-11-02T10:00:01Z", "status": "blocked", "size": 0, "intentions": [], "shows": []}]},
                  {"number": 2, "at": "2026-11-02T10:00:02Z", "kind": "CALL", "agent": {"id": "agt_1", "name": "researcher"},
                   "subject": "crm.read", "labels": [], "arguments": [], "approvals": [], "findings": [], "told": [],
                   "verdict": {"decision": "dec_2", "answer": "DENIED", "reason": "out_of_scope", "asker": "gateway"},
                   "outcomes": []},
                  {"number": 3, "at": "2026-11-02T10:00:03Z", "kind": "CALL", "agent": {"id": "agt_1", "name": "researcher"},
                   "subject": "crm.read", "labels": [], "arguments": [], "approvals": [], "findings": [], "told": [],
                   "verdict": {"decision": "dec_3", "answer": "DENIED", "reason": "out_of_scope", "asker": "gateway"},
                   "outcomes": [{"at": "2026-11-02T10:00:04Z", "status": "succeeded", "size": 9, "intentions": [], "shows": []}]}]}
                """));
        assertThat(text.lines())
                .contains(
                        "   1  2026-11-02T10:00:00Z  researcher asked to call crm.read: allowed (dec_1)",
                        "      not made: its platform stopped it",
                        "   2  2026-11-02T10:00:02Z  researcher asked to call crm.read: denied, out of scope (dec_2)",
                        "   3  2026-11-02T10:00:03Z  researcher called crm.read: denied, out of scope (dec_3)",
                        "      succeeded, an answer of 9 characters");
    }
}
