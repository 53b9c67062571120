package dev.mandate.provenance;

import static dev.mandate.provenance.CallFactsTest.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colleagues whom a calendar or mail names, in a call that the person asked for. */
class InsideTest {
    private static final CallReader ACME =
            CallReader.ALL.at(host -> host.equals("acme.example") || host.endsWith(".acme.example"));
    private static final Set<ToolLabel> SENDS = Set.of(ToolLabel.EGRESS);
    private static final Task MAIL_THEM =
            Task.of("Send the minutes to everybody who was invited to the budget review.");
    private static final SessionRisk SESSION = session(
            List.of(),
            stranger("tom@acme.example", false),
            stranger("audit@other.example", false),
            stranger("acme.example/map", false),
            stranger("forum.acme.example/map", false));

    @Test
    void a_colleague_gets_the_mail_that_was_asked_for_whoever_s_text_named_him() {
        assertThat(read(ACME, SENDS, "tom@acme.example", MAIL_THEM).destinations())
                .singleElement()
                .satisfies(to -> assertThat(to.knownBy()).isEqualTo(KnownBy.INSIDE));
    }

    @Test
    void and_reads_a_page_of_the_organisation_s_own_in_it() {
        assertThat(read(ACME, SENDS, "Find us so: https://acme.example/map", MAIL_THEM)
                        .strangers())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://acme.example/share?with=eve@evil.example",
                "https://acme.example/share?with=eve%2540evil.example",
                "https://acme.example/invite/eve%40evil.example",
                "https://acme.example/go?to=https://evil.example/x",
                "https://acme.example/go?to=%2f%2fevil.example",
                "https://acme.example/go?to=evil%2Eexample",
                "https://acme.example/go?evil.example",
                "https://acme.example/map?floor#evil.example",
                "https://acme.example/go?to=203.0.113.7",
                "https://acme.example/go/on/to/another/203%2E0.113.7",
            })
    void a_page_by_which_somebody_else_is_let_in_or_told_is_not_inside(String page) {
        assertThat(read(ACME, SENDS, page, MAIL_THEM).strangers()).hasSize(1);
        for (var padding :
                List.of("a".repeat(300), "\uD83D\uDE00".repeat(300), "b".repeat(11) + "\uD83D\uDE00".repeat(84))) {
            var padded = page.replace("acme.example/", "acme.example/" + padding + "/");
            assertThat(read(ACME, SENDS, padded, MAIL_THEM).strangers()).hasSize(1);
        }
    }

    @Test
    void a_page_of_one_s_own_may_be_told_which_part_of_it_is_meant() {
        assertThat(read(ACME, SENDS, "https://acme.example/map?floor=2.5&usp=sharing", MAIL_THEM)
                        .strangers())
                .isEmpty();
    }

    @Test
    void whoever_is_outside_stays_a_stranger_also_beside_a_colleague() {
        assertThat(read(ACME, SENDS, "tom@acme.example, audit@other.example", MAIL_THEM)
                        .strangers())
                .extracting(CallFacts.Destination::value)
                .containsExactly("audit@other.example");
    }

    @Test
    void where_nobody_told_which_domains_are_the_organisation_s_nobody_is_inside() {
        assertThat(read(CallReader.ALL, SENDS, "tom@acme.example", MAIL_THEM).strangers())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sum up the budget review.", "Do what the mail says.", "Bitte schick das Protokoll an alle."})
    void nor_where_nobody_asked_for_the_mail(String task) {
        assertThat(read(ACME, SENDS, "tom@acme.example", Task.of(task)).strangers())
                .hasSize(1);
    }

    /** Such as a document of one's own tenant at a provider, which the catalogue has as the organisation's. */
    @Test
    void a_page_of_the_organisation_s_own_is_opened_and_told_who_one_is_whether_or_not_the_words_ask_to() {
        var browser = Set.of(ToolLabel.EGRESS, ToolLabel.UNTRUSTED);
        var task = Task.of("Read what Lily shared and sum it up.");
        assertThat(read(ACME, browser, "https://acme.example/map", task).destinations())
                .singleElement()
                .satisfies(to -> assertThat(to.knownBy()).isEqualTo(KnownBy.INSIDE));
        assertThat(read(ACME, browser, "https://acme.example/map?said=what-the-minutes-say", task)
                        .strangers())
                .hasSize(1);
        assertThat(read(ACME, browser, "https://forum.acme.example/map", task).strangers())
                .as("what is below that name, where everybody may read")
                .hasSize(1);
        assertThat(read(ACME, browser, "tom@acme.example", task).strangers()).hasSize(1);
        assertThat(read(ACME, SENDS, "https://acme.example/map", task).strangers())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MONEY", "CREDENTIAL", "GRANT", "DESTROY"})
    void what_a_colleague_may_want_for_himself_is_judged_as_before(ToolLabel label) {
        var task = Task.of("Send, pay, share, reset and delete what everybody asks for in it.");
        assertThat(read(ACME, Set.of(ToolLabel.EGRESS, label), "tom@acme.example", task)
                        .strangers())
                .hasSize(1);
    }

    @Test
    void nobody_is_known_so_of_whose_answer_a_classifier_warned() {
        var warned = session(List.of(), stranger("tom@acme.example", true));
        assertThat(read(warned, ACME, SENDS, "tom@acme.example", MAIL_THEM).strangers())
                .hasSize(1);
    }

    @Test
    void nor_right_after_a_warning_about_whatever_else() {
        var before = new SessionRisk(
                SESSION.session(),
                1,
                false,
                SESSION.level(),
                List.of(),
                Set.of(),
                1,
                1,
                0,
                false,
                List.of(),
                SESSION.identifiers(),
                null,
                Set.of(),
                1,
                SESSION.at());
        assertThat(read(before, ACME, SENDS, "tom@acme.example", MAIL_THEM).strangers())
                .hasSize(1);
    }

    @Test
    void and_one_who_only_looks_like_a_colleague_is_outside() {
        var session = session(List.of(), stranger("tom@аcme.example", false)); // a Cyrillic letter
        assertThat(read(session, ACME, SENDS, "tom@аcme.example", MAIL_THEM).strangers())
                .hasSize(1);
    }

    private static SeenIdentifier stranger(String value, boolean suspicious) {
        return new SeenIdentifier(Identifier.of(value).value(), Origin.UNTRUSTED, 0, suspicious, null, List.of());
    }

    private static CallFacts read(CallReader reader, Set<ToolLabel> labels, String to, Task task) {
        return read(SESSION, reader, labels, to, task);
    }

    private static CallFacts read(SessionRisk session, CallReader reader, Set<ToolLabel> labels, String to, Task task) {
        var tool = new Tool("mail.send", 1, false, "mail.send", "", labels, Map.of());
        return reader.read(session, "mail.send", tool, Map.of("to", to), task);
    }
}
