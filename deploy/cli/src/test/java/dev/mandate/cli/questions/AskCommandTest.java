package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.client.PlayedServices;
import dev.mandate.cli.client.PlayedServices.Said;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ask … --token}: authz-service tells of a surface to who shows a token that is from it. */
class AskCommandTest {
    private static final String FROM =
            "{\"established\": {\"client\": \"agt_1\", \"bound\": true}, \"surfaces\": [\"editor\"]}";

    private PlayedServices authz;

    @BeforeEach
    void a_surface_is_left_to_who_is_on_it() throws IOException {
        authz = new PlayedServices(asked -> {
            var shown = asked.body().contains("\"surface\"") && asked.body().contains("\"token\":\"its-own\"");
            return new Said(
                    200,
                    "{\"results\": [" + (shown ? "{\"type\": \"surface\", \"id\": \"editor\"}" : "") + "]"
                            + (asked.body().contains("its-own") ? ", \"context\": " + FROM : "") + "}");
        });
    }

    @AfterEach
    void end() {
        authz.close();
    }

    @Test
    void the_surface_that_a_token_shows_is_told_and_without_one_what_is_missing() {
        assertThat(AskCommand.models(authz.api(), "admin", "agt_1", "its-own"))
                .contains(
                        "models: none   [agt_1]",
                        "surfaces: editor   [agt_1]",
                        "by the client agt_1, whose token is bound to a key, from an address that isn't known: on the surfaces editor");
        assertThat(AskCommand.models(authz.api(), "admin", "agt_1", null))
                .contains("surfaces: none   [agt_1]", "a token of its own shows, --token");
    }
}
