package dev.mandate.chaos.books;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.Envelope;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CopiesTest {
    private final Copies copies = new Copies();

    @Test
    void a_record_that_comes_again_as_it_was_is_there_once_and_every_other_one_once_more() {
        add("d-1", "e-1", "first");
        add("d-1", "e-1", "first");
        assertThat(copies.counts()).containsEntry("d-1", 1);
        add("d-1", "e-2", "first");
        add("d-1", "e-1", "changed");
        add("d-1", "e-1", "changed");
        assertThat(copies.counts()).containsEntry("d-1", 3);
    }

    private void add(String one, String id, String value) {
        copies.add(one, new Envelope<>("urn:test", id, Instant.EPOCH, value, null), value.getBytes(UTF_8));
    }
}
