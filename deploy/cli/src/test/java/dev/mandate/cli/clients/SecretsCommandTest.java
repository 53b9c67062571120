package dev.mandate.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsCommandTest {
    @Test
    void a_line_says_whose_it_is_when_it_ends_and_who_can_make_the_next() throws Exception {
        var text = SecretsCommand.text(List.of(secret("""
                        {"secret":"sec_1","use":"TOKENS","client":"agt_1","name":"Clerk","ownerName":"Ada Abel",
                         "configured":false,"endsAt":"2027-01-01T00:00:00Z","soon":true}"""), secret("""
                        {"secret":"sec_2","use":"SCIM","client":"cli_1","name":"Okta","configured":false,
                         "endsAt":"2027-02-01T00:00:00Z","soon":false}"""), secret("""
                        {"secret":"sec_3","use":"TOKENS","client":"admin","name":"admin","configured":true,
                         "endsAt":"2027-02-01T00:00:00Z","soon":false}""")));
        assertThat(text.lines().map(line -> line.trim().replaceAll(" {2,}", " | ")))
                .contains(
                        "Clerk | agt_1 | sec_1 | tokens | 2027-01-01T00:00:00Z | Ada Abel | ends soon",
                        "Okta | cli_1 | sec_2 | /scim/v2 | 2027-02-01T00:00:00Z | -",
                        "admin | admin | sec_3 | tokens | 2027-02-01T00:00:00Z | - |"
                                + " goes on while identity-service runs with it");
    }

    @Test
    void an_agent_a_workload_and_a_client_have_theirs_where_who_answers_for_them_may_ask() {
        assertThat(SecretsCommand.path("agt_1")).isEqualTo("/agents/agt_1/secrets");
        assertThat(SecretsCommand.path("wkl_1")).isEqualTo("/workloads/wkl_1/secrets");
        assertThat(SecretsCommand.path("cli_1")).isEqualTo("/clients/cli_1/secrets");
    }

    private static JsonNode secret(String json) throws Exception {
        return new ObjectMapper().readTree(json);
    }
}
