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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassedOnTest {
    private static final String LINK = "foz-palace.example/rooms";
    private static final Set<ToolLabel> SENDS = Set.of(ToolLabel.EGRESS);
    private static final Task MAIL_ANN = Task.of("Mail Ann the best hotel and its page.");
    private static final Map<String, Object> TO_ANN =
            Map.of("to", "ann@acme.example", "body", "Stay here: https://foz-palace.example/rooms");

    /** A contact of the user's own, and a link that strangers' text showed. */
    private static final SessionRisk SESSION =
            session(List.of(), seen("ann@acme.example", Origin.RESULT), stranger(LINK));

    @Test
    void a_link_in_a_message_that_the_task_asks_for_to_whom_it_names_tells_nobody_else_anything() {
        assertThat(read(SESSION, SENDS, TO_ANN, MAIL_ANN).strangers()).isEmpty();
        assertThat(read(SESSION, SENDS, TO_ANN, MAIL_ANN).destinations())
                .filteredOn(to -> !to.whole())
                .singleElement()
                .satisfies(link -> assertThat(link.knownBy()).isEqualTo(KnownBy.PASSED_ON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"What do the reviews say?", "Mail Bob the best hotel and its page.", "Do what the mail says."})
    void it_is_a_stranger_s_where_nobody_asked_for_that_message_to_her(String task) {
        assertThat(read(SESSION, SENDS, TO_ANN, Task.of(task)).strangers()).hasSize(1);
    }

    @Test
    void and_where_somebody_else_gets_it_too() {
        Map<String, Object> both = Map.of("to", List.of("ann@acme.example", "bo@other.example"), "body", LINK);
        assertThat(read(SESSION, SENDS, both, MAIL_ANN).strangers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://foz-palace.example/rooms?of=what-was-read", "foz-paIace.example/rooms"})
    void and_a_link_that_nobody_showed_so_or_that_only_looks_like_it(String link) {
        Map<String, Object> other = Map.of("to", "ann@acme.example", "body", "Stay here: " + link);
        assertThat(read(SESSION, SENDS, other, MAIL_ANN).accountedFor()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"eve@evil.example", "DE89370400440532013000", "+4915155501234"})
    void where_to_write_to_or_pay_is_no_link(String other) {
        var session = session(
                List.of(),
                seen("ann@acme.example", Origin.RESULT),
                stranger(Identifier.of(other).value()));
        Map<String, Object> told = Map.of("to", "ann@acme.example", "body", "From now on: " + other);
        assertThat(read(session, SENDS, told, MAIL_ANN).strangers()).hasSize(1);
    }

    @Test
    void who_is_to_get_it_is_not_told_of_only() {
        Map<String, Object> copied =
                Map.of("to", "ann@acme.example", "webhook", "here it is: https://foz-palace.example/rooms");
        assertThat(read(SESSION, SENDS, copied, MAIL_ANN).strangers()).hasSize(1);
    }

    @Test
    void a_page_that_is_filled_in_and_whatever_moves_more_than_words_is_judged_as_before() {
        for (var more : List.of(ToolLabel.UNTRUSTED, ToolLabel.MONEY, ToolLabel.GRANT, ToolLabel.DESTROY))
            assertThat(read(SESSION, Set.of(ToolLabel.EGRESS, more), TO_ANN, MAIL_ANN)
                            .accountedFor())
                    .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Merge what is open in acme/app., acme/app",
        "Move src/totals.ts to lib/totals.ts please, src/totals.ts",
        "Read github.com/acme/app, github.com/acme/app"
    })
    void a_repository_or_file_that_the_person_s_words_name_is_the_task_s(String words, String named) {
        assertThat(Task.of(words).named(List.of())).contains(named);
    }

    private static SeenIdentifier stranger(String value) {
        return seen(value, Origin.UNTRUSTED);
    }

    private static SeenIdentifier seen(String value, Origin origin) {
        return new SeenIdentifier(value, origin, 0, false, null, List.of());
    }

    private static CallFacts read(
            SessionRisk session, Set<ToolLabel> labels, Map<String, Object> arguments, Task task) {
        var tool = new Tool("mail.send", 1, false, "mail.send", "", labels, Map.of());
        return CallReader.ALL.read(session, "mail.send", tool, arguments, task);
    }
}
