package dev.mandate.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileTextTest {
    private static final int SMALL_STACK = 256 * 1024;

    static List<String> texts() {
        var n = 100_000;
        return List.of(
                "/a".repeat(n),
                "a@" + "a.".repeat(n) + "a",
                "a@" + "a.".repeat(n) + "!",
                "!".repeat(n) + "a",
                "a" + "!".repeat(n) + "a",
                "<".repeat(n),
                "a".repeat(2 * n),
                "a.".repeat(n),
                "/".repeat(n),
                "ab1234-".repeat(n),
                "https://" + "/".repeat(n),
                "ab12".repeat(n));
    }

    /** Minutes, or the end of the stack, is what a pattern that goes back over its text takes for these. */
    @ParameterizedTest
    @MethodSource("texts")
    void is_read_in_one_go_on_a_small_stack(String text) {
        var read = new CompletableFuture<List<Mention>>();
        new Thread(
                        null,
                        () -> {
                            try {
                                read.complete(Mention.in(Map.of("body", text)));
                            } catch (Throwable e) {
                                read.completeExceptionally(e);
                            }
                        },
                        "small",
                        SMALL_STACK)
                .start();
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(read.get(15, TimeUnit.SECONDS)).hasSizeLessThanOrEqualTo(128));
    }

    @Test
    void hides_no_identifier_behind_it() {
        var text = "a".repeat(50_000) + " /x/y ada@partner.example, https://shop.example/a/";
        assertThat(Mention.in(Map.of("body", text)))
                .extracting(mention -> mention.identifier().value())
                .containsExactly("/x/y", "ada@partner.example", "shop.example/a");
    }
}
