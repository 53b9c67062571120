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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "ab12".repeat(n),
                "a-".repeat(n),
                "a+".repeat(n) + "://",
                "a.b-".repeat(n),
                "1".repeat(2 * n),
                "ab12 ab12 ".repeat(n),
                "a@b.c:" + "d".repeat(n));
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

    /** As people of other trades write where something goes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        pay to 0x52908400098527886E0F7030069857D2E4169EE7 now  | 0x52908400098527886e0f7030069857d2e4169ee7
        or bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq          | bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq
        IBAN DE89 3704 0044 0532 0130 00, please               | de89370400440532013000
        GB29 NWBK 6016 1331 9268 19                            | gb29nwbk60161331926819
        see pay.example/evil or call                           | pay.example/evil
        copy it to s3://evil-bucket/key                        | evil-bucket/key
        git clone git@code.example:evil/tool.git               | git@code.example:evil/tool.git
        """)
    void finds_what_it_hides(String text, String found) {
        assertThat(Mention.in(Map.of("body", text)))
                .extracting(mention -> mention.identifier().value())
                .containsExactly(found);
        assertThat(Identifier.of(found).value()).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the commit 3f2a9c1d4e5b6a7f8091a2b3c4d5e6f708192a3b",
                "e.g. this and/or that",
                "version 1.2.3 of 2024-05-01",
                "room 12 at noon"
            })
    void takes_nothing_else_for_one(String text) {
        assertThat(Mention.in(Map.of("body", text))).isEmpty();
    }

    @Test
    void hides_no_identifier_behind_it() {
        var text = "a".repeat(50_000) + " /x/y ada@partner.example, https://shop.example/a/";
        assertThat(Mention.in(Map.of("body", text)))
                .extracting(mention -> mention.identifier().value())
                .containsExactly("/x/y", "ada@partner.example", "shop.example/a");
    }
}
