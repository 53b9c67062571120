package dev.mandate.gateway.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelProposalsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read_text_file    | path       | private untrusted",
                "getInboxMessages  |            | private untrusted",
                "get_current_time  | timezone   |",
                "fetch             | url        | private untrusted egress",
                "browse_webpage    | url        | private untrusted egress",
                "send_message      | channel    | egress state",
                "create_event      | recipients | egress state",
                "transfer          | iban       | money state",
                "reset_password    | user       | credential destroy state",
                "invite_user       | email      | egress grant state",
                "delete_repository | name       | destroy state",
                "write_file        | path       | state",
                "frobnicate        | x          | state",
            })
    void a_name_and_its_arguments_speak_for_labels(String name, String argument, String labels) {
        assertThat(labels(definition(name, argument == null ? "x" : argument, "{}")))
                .isEqualTo(labels == null ? "" : labels);
    }

    @Test
    void a_hint_adds_a_label_and_takes_none_away() {
        assertThat(labels(definition("delete_all", "x", "{'readOnlyHint':true}")))
                .isEqualTo("destroy state");
        assertThat(labels(definition("get_plan", "x", "{'destructiveHint':true,'openWorldHint':true}")))
                .isEqualTo("private untrusted destroy");
    }

    @Test
    void each_says_why() {
        assertThat(LabelProposals.of(definition("send_message", "x", "{}")))
                .first()
                .hasToString("Proposal[label=EGRESS, because=its name says “message”]");
    }

    private static JsonNode definition(String name, String argument, String annotations) {
        var json = "{'name':'%s','inputSchema':{'type':'object','properties':{'%s':{}}},'annotations':%s}"
                .formatted(name, argument, annotations)
                .replace('\'', '"');
        try {
            return ServerJson.read(json.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String labels(JsonNode definition) {
        return LabelProposals.of(definition).stream()
                .map(proposal -> proposal.label())
                .sorted()
                .map(label -> label.text())
                .collect(joining(" "));
    }
}
