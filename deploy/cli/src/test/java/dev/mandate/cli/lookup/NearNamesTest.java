package dev.mandate.cli.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.mandate.cli.client.PlayedServices;
import dev.mandate.cli.client.PlayedServices.Said;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name that nothing has is answered with one that may be meant, where whoever types may see it. */
class NearNamesTest {
    private final Map<String, String> answers = new HashMap<>();
    private PlayedServices services;
    private Lookup lookup;

    @BeforeEach
    void services_answer() throws IOException {
        services = new PlayedServices(asked -> {
            var known = answers.get(asked.path() + "?" + asked.uri().getQuery());
            return known == null
                    ? new Said(asked.path().equals("/identities") ? 403 : 404, "{\"title\": \"no\"}")
                    : new Said(200, known);
        });
        lookup = lookup("token");
        answers.put("/agents?limit=200&name=reseracher", "{\"items\": []}");
        answers.put("/identities?limit=200&name=Ada Able", "{\"items\": []}");
    }

    @AfterEach
    void end() {
        services.close();
    }

    @Test
    void an_administrator_is_told_who_has_a_name_like_it() {
        answers.put("/identities?near=reseracher", identity("AGENT", "researcher"));
        answers.put("/identities?near=Ada Able", identity("PERSON", "Ada Abel"));
        assertThatThrownBy(() -> lookup.agent("reseracher"))
                .hasMessage("no agent is named reseracher; did you mean researcher?");
        assertThatThrownBy(() -> lookup.person("Ada Able"))
                .hasMessage("no person is named Ada Able; did you mean Ada Abel?");
    }

    @Test
    void a_person_is_told_of_agents_of_his_own_and_of_nobody_elses() {
        var own = new PlainJWT(new JWTClaimsSet.Builder().subject("per_ada").build()).serialize();
        assertThatThrownBy(() -> lookup(own).agent("reseracher")).hasMessage("no agent is named reseracher");
        answers.put(
                "/agents?limit=200&owner=per_ada",
                "{\"items\": [{\"displayName\": \"researcher\"}, {\"displayName\": \"clerk\"}]}");
        assertThatThrownBy(() -> lookup(own).agent("reseracher"))
                .hasMessage("no agent is named reseracher; did you mean researcher?");
        assertThatThrownBy(() -> lookup.person("Ada Able"))
                .hasMessage("no person is named Ada Able; give the name whole, or the employee id");
    }

    @Test
    void a_persons_name_is_no_agents() {
        answers.put("/agents?limit=200&name=Ada Abel", "{\"items\": []}");
        answers.put("/identities?near=Ada Abel", identity("PERSON", "Ada Abel"));
        assertThatThrownBy(() -> lookup.agent("Ada Abel"))
                .hasMessage("no agent is named Ada Abel; that is the name of a person");
    }

    @Test
    void a_tool_an_application_its_types_and_their_actions_are_told_where_the_catalogue_may_be_read() {
        assertThatThrownBy(() -> lookup.requireInScope("email.sned"))
                .hasMessage("no tool of the catalogue has the id email.sned");
        answers.put("/catalog/tool?limit=200", "{\"items\": [{\"id\": \"email.send\"}, {\"id\": \"crm.read\"}]}");
        answers.put("/catalog/application?limit=200", "{\"items\": [{\"id\": \"invoicing\"}]}");
        answers.put(
                "/catalog/application/invoicing?null",
                "{\"resourceTypes\": [{\"type\": \"invoice\", \"actions\": [\"approve\", \"read\"]}]}");
        assertThatThrownBy(() -> lookup.requireInScope("email.sned"))
                .hasMessage("no tool of the catalogue has the id email.sned; did you mean email.send?");
        assertThatThrownBy(() -> lookup.requireInScope("invocing/invoice:approve"))
                .hasMessage("no application of the catalogue has the id invocing; did you mean invoicing?");
        assertThatThrownBy(() -> lookup.requireInScope("invoicing/invoce:approve"))
                .hasMessageContaining("there is no resource type `invoce` here; did you mean `invoice`?");
        assertThatThrownBy(() -> lookup.requireInScope("invoicing/invoice:aprove"))
                .hasMessageContaining("`aprove` here; did you mean `approve`? Of all there are `approve`, `read`");
        assertThat(new NearNames(services.api(), "token").entries("tool", "email.sned"))
                .containsExactly("email.send");
    }

    @Test
    void an_argument_that_a_tool_does_not_take_is_told_with_those_that_it_does() {
        answers.put(
                "/catalog/tool/email.send?null",
                "{\"argumentsSchema\": {\"properties\": {\"to\": {}, \"subject\": {}, \"body\": {}}}}");
        var near = new NearNames(services.api(), "token");
        assertThat(near.ofCall("email.send", Set.of("too"), "undeclared_argument"))
                .contains("  did you mean to?");
        assertThat(near.ofCall("email.send", Set.of("to", "sbject"), "invalid_argument"))
                .contains("  did you mean subject?");
        assertThat(near.ofCall("email.send", Set.of("to"), "outside_scope")).isEmpty();
    }

    private Lookup lookup(String token) {
        return new Lookup(services.api(), token);
    }

    private static String identity(String kind, String name) {
        return "{\"items\": [{\"identity\": \"x\", \"kind\": \"" + kind + "\", \"displayName\": \"" + name + "\"}]}";
    }
}
