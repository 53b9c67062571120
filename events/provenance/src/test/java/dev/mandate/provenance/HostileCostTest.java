package dev.mandate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a call's arguments hold, to read them costs about what so much ordinary text does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCostTest {
    private static final int SIZE = 64 * 1024;
    private static final int TIMES = 25;
    private static final String HOST = "acme-outlet.example";
    private static final String PROSE =
            "Dear Ada, please find the figures of March at https://wiki.example/q1 and write to finn@acme.example. ";

    private final SessionRisk session = session();
    private long ordinary;

    @BeforeAll
    void ordinaryOnesCostSoMuch() {
        ordinary = CpuTime.nanosOf(() -> read(session, Map.of("body", PROSE.repeat(SIZE / PROSE.length()))));
    }

    static Stream<Named<Object>> arguments() {
        return Stream.of(
                text("capital sigmas", "Σ"),
                text("capital letters with a dot", "İ"),
                text("combining marks", "\u0301"),
                text("a letter before each mark", "a\u0301"),
                text("a word without an end", "a"),
                text("dots and letters", "a."),
                text("at signs", "a@"),
                text("hosts without an end", "a@" + "b".repeat(200)),
                text("names of 128 letters", "a".repeat(128) + "@b"),
                text("slashes", "/a"),
                text("plus signs", "+1 "),
                text("codes", "ab12"),
                Named.of("known addresses", Map.of("body", known(SIZE))),
                Named.of(
                        "known addresses in a list",
                        Map.of("to", list(i -> address(i % 128)), "body", known(SIZE / 2))),
                Named.of(
                        "words of known addresses",
                        Map.of("to", list(i -> address(i % 128)), "body", "acme ".repeat(SIZE / 10))),
                Named.of(
                        "addresses that end alike",
                        Map.of(
                                "to",
                                list(i -> "a".repeat(i % 128 + 1) + "@" + HOST),
                                "body",
                                ("a".repeat(128) + "@" + HOST + " ").repeat(SIZE / 300))),
                Named.of(
                        "pages of one site", Map.of("to", list(i -> "https://shop.example/?q=" + "x".repeat(i % 100)))),
                Named.of("look-alikes", Map.of("to", list(i -> "\u0455ome" + i + "@\u0430cme-outlet.example"))),
                Named.of(
                        "hosts that nobody has",
                        Map.of("to", list(i -> "a@" + "x.".repeat(60) + i % 128 + ".example"))),
                Named.of(
                        "names of hosts in ASCII",
                        Map.of("to", list(i -> "a@xn--" + "a".repeat(50) + i % 128 + ".example"))),
                text("what nobody sees", "\u200b"),
                text("marks before an address", "\u0301\u200b@a.b "),
                Named.of("short texts", Map.of("to", list(i -> "x" + i % 10))));
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void cost_what_ordinary_ones_do(Map<String, Object> hostile) {
        assertThat(CpuTime.isLess(() -> read(session, hostile), TIMES * ordinary))
                .isTrue();
    }

    private static CallFacts read(SessionRisk session, Map<String, Object> arguments) {
        return CallFacts.of(session, "pay", Set.of(ToolLabel.MONEY, ToolLabel.EGRESS), true, arguments);
    }

    private static Named<Object> text(String name, String part) {
        return Named.of(name, Map.of("body", part.repeat(SIZE / part.length())));
    }

    private static List<String> list(IntFunction<String> element) {
        var list = new ArrayList<String>();
        for (int i = 0, length = 0; length < SIZE / 2; i++) {
            list.add(element.apply(i));
            length += list.get(i).length() + 3;
        }
        return list;
    }

    private static String known(int size) {
        var text = new StringBuilder();
        for (var i = 0; text.length() < size; i++) text.append(address(i % 128)).append(' ');
        return text.toString();
    }

    private static String address(int i) {
        return "seller" + i + "@" + HOST;
    }

    /** It has seen as much as a session may. */
    private static SessionRisk session() {
        var seen = Stream.of(
                        IntStream.range(0, 128).mapToObj(HostileCostTest::address),
                        IntStream.range(0, 64).mapToObj(i -> "a".repeat(i + 1) + "@" + HOST),
                        IntStream.range(0, 64).mapToObj(i -> "shop.example/" + i))
                .flatMap(it -> it)
                .map(value -> new SeenIdentifier(value, Origin.UNTRUSTED, 0, false, null, List.of("acme", "payee")))
                .toList();
        var task = IntStream.range(0, 64)
                .mapToObj(i -> "task" + i + ".example/page")
                .toList();
        return new SessionRisk(
                new SessionId("del_task"),
                1,
                false,
                Level.NONE,
                List.of(),
                Set.of(),
                1,
                1,
                0,
                false,
                task,
                seen,
                null,
                Set.of("0123456789abcdef"),
                null,
                Instant.EPOCH);
    }
}
