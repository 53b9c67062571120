package dev.mandate.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class GrantsCommandTest {
    @Test
    void a_role_that_is_none_is_answered_with_those_that_there_are() throws Exception {
        var roles = new ObjectMapper().readTree("[{\"id\": \"seller\"}, {\"id\": \"clerk\"}]");
        assertThat(GrantsCommand.noSuchRole("seler", roles))
                .isEqualTo(
                        "mandate: no role of the catalogue has the id seler; did you mean seller? There are: clerk, seller");
        assertThat(GrantsCommand.noSuchRole("boss", roles)).endsWith("has the id boss; there are: clerk, seller");
        assertThat(GrantsCommand.noSuchRole("seler", new ObjectMapper().readTree("[]")))
                .endsWith("there is none yet");
    }
}
