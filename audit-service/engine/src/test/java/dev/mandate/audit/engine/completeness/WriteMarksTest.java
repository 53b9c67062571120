package dev.mandate.audit.engine.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.commits.CommitPace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class WriteMarksTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final List<Integer> forwardedBefore = new ArrayList<>();
    private final WriteMarks<byte[]> marks = new WriteMarks<>(
            "urn:test",
            2,
            new CommitPace(),
            task -> forwardedBefore.add(context.forwarded().size()));

    /** A marker is read after all that it vouches for, and not only committed with it. */
    @Test
    void what_the_task_has_kept_is_written_before_each_marker_and_not_without_one() {
        marks.init(context);
        mark(0, NOON);
        assertThat(forwardedBefore).isEmpty();
        mark(1, NOON);
        mark(0, NOON.plusSeconds(1));
        mark(1, NOON.plusSeconds(1));
        assertThat(forwardedBefore).containsExactly(0, 1);
        assertThat(context.forwarded()).hasSize(2);
    }

    private void mark(int from, Instant until) {
        marks.process(new Mark(from, until).record(0));
    }
}
