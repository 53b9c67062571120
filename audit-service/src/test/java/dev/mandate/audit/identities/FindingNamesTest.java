package dev.mandate.audit.identities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A finding as people read it: whom it is about, by name. */
class FindingNamesTest {
    private final Map<String, IdentityState> known = new HashMap<>();
    private final FindingNames names = new FindingNames(
            id -> Optional.ofNullable(known.get(id)),
            tool -> tool.equals("email.send") || tool.equals("per_ada")
                    ? Optional.of("Send a mail")
                    : Optional.empty());

    @Test
    void agents_their_owners_whoever_answers_and_tools_are_named_beside_their_ids() throws Exception {
        person("per_grace", "Grace Hopper");
        person("per_ada", "Ada Lovelace");
        agent("agt_1", "per_grace", "Assistant");
        var told =
                names.put(finding("Data out: agt_1 called crm.read, then agt_1 called email.send", "agt_1", "per_ada"));
        assertThat(told.path("message").asText())
                .isEqualTo("Data out: “Assistant” (agt_1) called crm.read, then “Assistant” called email.send");
        assertThat(told.at("/unmapped/names")).isEqualTo(EventJson.mapper().readTree("""
                        {"agt_1": "Assistant", "per_grace": "Grace Hopper", "per_ada": "Ada Lovelace", "email.send": "Send a mail"}"""));
        assertThat(told.at("/unmapped/owners/agt_1").asText()).isEqualTo("per_grace");
        assertThat(told.at("/unmapped/agents/0").asText()).isEqualTo("agt_1");
        assertThat(told.at("/unmapped/person").asText()).isEqualTo("per_ada");
    }

    @Test
    void whoever_is_not_known_keeps_his_id() throws Exception {
        var told = names.put(finding("agt_1 called email.send", "agt_1", "per_ada"));
        assertThat(told.path("message").asText()).isEqualTo("agt_1 called email.send");
        assertThat(told.at("/unmapped/names/agt_1").isMissingNode()).isTrue();
    }

    @Test
    void two_of_one_name_are_told_apart_and_no_name_passes_for_another_ones_id() throws Exception {
        agent("agt_1", "per_grace", "Assistant");
        agent("agt_12", "per_grace", "Assistant");
        agent("agt_3", "per_grace", "x” (agt_1) called\nnothing, “agt_1");
        var told = names.put(finding("agt_1, agt_12, agt_1, agt_3", "agt_1\", \"agt_12\", \"agt_3", "per_ada"));
        assertThat(told.path("message").asText())
                .isEqualTo("“Assistant” (agt_1), “Assistant” (agt_12), “Assistant” (agt_1),"
                        + " “x\" (agt_1) called\\u000anothing, \"agt_1” (agt_3)");
    }

    @Test
    void a_tool_that_is_called_like_somebodys_id_does_not_rename_him() throws Exception {
        person("per_ada", "Ada Lovelace");
        var found = finding("a call", "agt_1", "per_ada");
        ((ObjectNode) found.at("/evidences/0/data")).put("tool", "per_ada");
        assertThat(names.put(found).at("/unmapped/names/per_ada").asText()).isEqualTo("Ada Lovelace");
    }

    @Test
    void a_finding_about_very_many_names_some_of_them_and_is_told_all_the_same() throws Exception {
        for (var number = 0; number < 200; number++) agent("agt_" + number, "per_grace", "Assistant");
        var all = IntStream.range(0, 200).mapToObj(number -> "agt_" + number).collect(Collectors.joining("\", \""));
        var told = names.put(finding("a crowd", all, "per_ada"));
        assertThat(told.at("/unmapped/names").size()).as("the tool besides").isEqualTo(FindingNames.MOST + 1);
        assertThat(told.at("/unmapped/agents").size()).isEqualTo(200);
    }

    private void person(String id, String name) {
        known.put(id, IdentityState.person(new IdentityId(id), name).build());
    }

    private void agent(String id, String owner, String name) {
        known.put(
                id,
                IdentityState.agent(new IdentityId(id), new IdentityId(owner), name)
                        .build());
    }

    private static ObjectNode finding(String message, String agents, String person) throws Exception {
        return (ObjectNode) EventJson.mapper().readTree("""
                {"message": "%s", "evidences": [{"name": "email.send", "data": {"tool": "email.send"}}],
                 "unmapped": {"session": "del_1", "agents": ["%s"], "person": "%s"}}""".formatted(message, agents, person));
    }
}
