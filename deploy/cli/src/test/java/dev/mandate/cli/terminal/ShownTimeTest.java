package dev.mandate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

class ShownTimeTest {
    @Test
    void nobody_reads_nanoseconds() {
        assertThat(ShownTime.of(new TextNode("2026-12-29T22:28:15.843642456Z"))).isEqualTo("2026-12-29T22:28:15Z");
        assertThat(ShownTime.of(new TextNode("never"))).isEqualTo("never");
        assertThat(ShownTime.of(MissingNode.getInstance())).isEmpty();
    }

    @Test
    void what_happened_is_told_to_the_millisecond() {
        assertThat(ShownTime.happened(new TextNode("2026-12-29T22:28:15.843642456Z")))
                .isEqualTo("2026-12-29T22:28:15.843Z");
        assertThat(ShownTime.happened(new TextNode("2026-12-29T22:28:15Z"))).isEqualTo("2026-12-29T22:28:15Z");
        assertThat(ShownTime.happened(new TextNode("never"))).isEqualTo("never");
    }
}
