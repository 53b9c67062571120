package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Whom a name means, of several who have it. */
class LookupTest {
    @Test
    void a_name_means_the_newest_of_those_who_are_active() throws Exception {
        var three = """
                [{"identity": "per_2", "status": "ACTIVE"}, {"identity": "per_3", "status": "DISABLED"},
                 {"identity": "per_1", "status": "ACTIVE"}]
                """;
        assertThat(Lookup.meant(new ObjectMapper().readTree(three)))
                .extracting(Lookup::idOf)
                .containsExactly("per_1", "per_2");
    }

    @Test
    void a_name_means_who_has_left_where_nobody_else_has_it() throws Exception {
        var gone = "[{\"identity\": \"per_1\", \"status\": \"DISABLED\"}]";
        assertThat(Lookup.meant(new ObjectMapper().readTree(gone))).hasSize(1);
        assertThat(Lookup.meant(new ObjectMapper().readTree("[]"))).isEmpty();
    }
}
