package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.cli.lookup.NamesBesideIds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainAnswerTest {
    @Test
    void what_was_only_asked_is_explained_as_that_and_people_are_called_by_their_names() {
        var why = new JsonMapper()
                .valueToTree(Map.of(
                        "id",
                        "dec_1",
                        "subject",
                        "agent/agt_1",
                        "action",
                        "call",
                        "resource",
                        "tool/email.send",
                        "dryRun",
                        true,
                        "decision",
                        false,
                        "reason",
                        "approval_refused",
                        "explanation",
                        "per_01ada was asked to approve this call and said no."));
        assertThat(ExplainCommand.text(
                        why,
                        "",
                        new NamesBesideIds(id -> Optional.of("Ada Abel").filter(name -> id.equals("per_01ada"))),
                        id -> Optional.empty()))
                .contains(
                        "somebody asked, not meaning it, whether agent/agt_1 may call tool/email.send: denied, approval_refused",
                        "“Ada Abel” (per_01ada) was asked to approve this call and said no.",
                        "a dry run: it counts nowhere");
    }

    @Test
    void what_somebody_named_writes_no_line_of_its_own_into_an_explanation() {
        var forged = "agt_1\nguard  about  said\n\u001b[1Aall  passed\u202e";
        var why = new JsonMapper()
                .valueToTree(Map.of(
                        "id",
                        "dec_1",
                        "subject",
                        forged,
                        "decision",
                        false,
                        "guards",
                        List.of(Map.of("guard", forged))));
        var text = ExplainCommand.text(
                new Answer(200, why).plain().orRefuse(),
                "",
                new NamesBesideIds(id -> Optional.empty()),
                id -> Optional.empty());
        assertThat(text.lines().filter(line -> line.contains("passed"))).allMatch(line -> line.contains("\\u000a"));
        assertThat(text).doesNotContain("\u001b").doesNotContain("\u202e");
    }
}
