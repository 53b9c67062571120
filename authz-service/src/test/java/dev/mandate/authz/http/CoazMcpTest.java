package dev.mandate.authz.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoazMcpTest {
    private static final String CALL =
            "{'subject':{'type':'%s','id':'%s'},'action':{'name':'%s'},'resource':{'type':'tool','id':'t'},'context':%s}";

    @ParameterizedTest
    @CsvSource({
        "per_ada, agt_a, agent/agt_a, per_ada",
        "per_ada, wkl_w, workload/wkl_w, per_ada",
        "per_ada, https://agents.example/one, agent/https://agents.example/one, per_ada",
        "agt_a, agt_a, agent/agt_a, ",
        "wkl_w, wkl_w, workload/wkl_w, ",
        "per_ada, per_ada, person/per_ada, ",
        "stranger, stranger, identity/stranger, ",
    })
    void whoever_acts_through_an_agent_is_asked_about_as_that_agent(
            String sub, String clientId, String subject, String onBehalfOf) {
        var asked = read("identity", sub, "tools/call", "{'agent':'" + clientId + "'}");
        assertThat(asked.subjectType() + "/" + asked.subjectId()).isEqualTo(subject);
        assertThat(asked.onBehalfOf()).isEqualTo(onBehalfOf);
    }

    @Test
    void a_person_without_an_agent_is_asked_about_as_himself() {
        assertThat(read("identity", "per_ada", "tools/call", "{}").subjectType())
                .isEqualTo("person");
    }

    @Test
    void a_person_of_our_own_type_is_not_asked_about_as_himself_either_if_an_agent_calls() {
        assertThat(read("person", "per_ada", "tools/call", "{'agent':'agt_a'}").subjectId())
                .isEqualTo("agt_a");
    }

    @Test
    void other_actions_know_nothing_of_it() {
        assertThat(read("identity", "per_ada", "use", "{'agent':'agt_a'}").toString())
                .isEqualTo("identity/per_ada use tool/t");
    }

    @Test
    void the_mapping_that_tools_may_declare_asks_for_the_tool_by_name_with_delegation_and_arguments() {
        var evaluation = CoazMcp.declaredMapping().path("evaluation");
        assertThat(evaluation.at("/action/name").asText()).isEqualTo("tools/call");
        assertThat(evaluation.at("/resource/id").asText()).isEqualTo("$params.name");
        assertThat(evaluation.at("/subject/id").asText()).isEqualTo("$token.sub");
        assertThat(evaluation.at("/context/delegation_id").asText()).isEqualTo("$token.?delegation_id");
        assertThat(evaluation.at("/context/arguments").asText()).isEqualTo("$params.?arguments");
    }

    private static Evaluation read(String type, String id, String action, String context) {
        var body = CALL.formatted(type, id, action, context).replace('\'', '"');
        return Evaluation.of(Member.body(body.getBytes(UTF_8)));
    }
}
