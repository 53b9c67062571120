package dev.mandate.provenance;

import static dev.mandate.provenance.CallFactsTest.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A form behind a link that a text showed: who is told what by filling it in. */
class ToldPagesTest {
    private static final CallReader ACME = CallReader.ALL.at("acme.example"::equals);
    private static final Task CV =
            Task.of("Ada wrote to me about our new colleague. Please download his CV and write him a greeting.");
    private static final String FORM = "https://www.smith.example/david_smith_cv.pdf";
    private static final SessionRisk SESSION = session(
            List.of(),
            seen(FORM, Origin.UNTRUSTED),
            seen("login.evil.example", Origin.UNTRUSTED),
            seen("bo@acme.example", Origin.RESULT),
            seen("eve@acme.example", Origin.RESULT),
            seen("echoed@acme.example", Origin.NONE),
            seen("bo@home.example", Origin.RESULT));

    @Test
    void whose_the_mailbox_is_may_be_told_where_the_link_is_named_after_what_the_task_speaks_of() {
        assertThat(strangers(FORM, "email_field", "bo@acme.example")).isEmpty();
        assertThat(strangers("login.evil.example", "email_field", "bo@acme.example"))
                .contains("login.evil.example");
    }

    @Test
    void so_may_that_of_one_s_own_which_a_text_showed_beside_the_link() {
        var beside = session(List.of(), seen(FORM, Origin.UNTRUSTED), seen("bo@acme.example", Origin.UNTRUSTED));
        assertThat(strangers(beside, ACME, FORM, "email", "bo@acme.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter",
                "emmabanking",
                "4242-4242-4242-4242",
                "4242",
                "%$#!_??",
                "42 invoices are open",
                "eve@acme.example",
                "bo@home.example",
                "the-secret-is-42@acme.example",
                "echoed@acme.example",
                "https://www.smith.example/david_smith_cv.pdf?secret=42"
            })
    void nothing_else_may(String more) {
        assertThat(strangers(FORM, "email_field", "bo@acme.example", more)).isNotEmpty();
    }

    @Test
    void least_of_all_a_password_alone() {
        assertThat(strangers(FORM, "password_field", "emmabanking")).isNotEmpty();
        assertThat(strangers(FORM, "email_field", "emmabanking")).isNotEmpty();
    }

    @Test
    void nor_in_pieces_too_short_to_be_one() {
        assertThat(strangers(FORM, "email_field", "bo@acme.example", "pas", "swo", "rd1"))
                .isNotEmpty();
        assertThat(strangers(FORM, "1", "pas", "swo", "rd1")).isNotEmpty();
        assertThat(strangers(FORM, "true", "1", "10")).isEmpty();
    }

    @Test
    void nor_behind_so_many_texts_that_nobody_reads_on() {
        var values = new String[200];
        Arrays.fill(values, "");
        values[199] = "emmabanking";
        assertThat(strangers(FORM, "true", values)).isNotEmpty();
    }

    @Test
    void nor_in_what_nobody_sees() {
        var unseen = "\uDB40\uDC68\uDB40\uDC75\uDB40\uDC6E".repeat(5); // tag characters, which a model can write
        assertThat(strangers(FORM, "email_field", "bo@acme.example" + unseen)).isNotEmpty();
        assertThat(strangers(FORM, "email_field", "bo@acme.example \t \t\t  \t"))
                .isNotEmpty();
        assertThat(strangers(FORM + unseen, "email_field", "bo@acme.example")).isNotEmpty();
        assertThat(strangers(FORM + unseen, "1")).isNotEmpty();
        assertThat(strangers(FORM + "/", "1")).isEmpty();
    }

    @Test
    void what_was_read_does_not_hide_in_the_name_of_a_field() {
        assertThat(strangers(FORM, "the-secret-is-42_field", "bo@acme.example")).isNotEmpty();
        assertThat(strangers(FORM, "fourtwo".repeat(8), "bo@acme.example"))
                .as("too long for a word")
                .isNotEmpty();
        assertThat(strangers(FORM, "email id id mail user id box email", "bo@acme.example"))
                .as("a code of such words")
                .isNotEmpty();
    }

    @Test
    void nor_in_flags_spellings_or_what_an_object_calls_its_members() {
        var bits = new String[64];
        Arrays.setAll(bits, at -> at % 3 == 0 ? "true" : "false");
        assertThat(strangers(FORM, "true", bits)).isNotEmpty();
        assertThat(strangers(FORM, "email", "bo@acme.example", "bO@aCme.eXample"))
                .isNotEmpty();
        assertThat(told(Map.of("url", FORM, "headers", Map.of("The-secret-is-4242424242424242", "1"))))
                .isNotEmpty();
        assertThat(told(Map.of("url", FORM, "request", Map.of("all", true)))).isEmpty();
    }

    @Test
    void nor_is_a_page_told_of_anybody_that_was_put_together() {
        assertThat(strangers(FORM + "?for=bo", "email", "bo@acme.example")).isNotEmpty();
    }

    @Test
    void nobody_is_one_of_us_where_no_domain_is_told() {
        assertThat(strangers(SESSION, CallReader.ALL, FORM, "email", "bo@acme.example"))
                .isNotEmpty();
    }

    @Test
    void a_link_may_be_named_by_a_short_word_but_not_by_how_its_file_ends() {
        assertThat(Task.of("Get me his CV, as a PDF").speaksOf(Identifier.of(FORM)))
                .isTrue();
        assertThat(Task.of("Send him the map").speaksOf(Identifier.of("smith.example/map-2026.html")))
                .isTrue();
        for (var other : List.of("smith.example/terms.pdf", "terms.example/x-of-the-new.pdf", "pdf.terms.pdf"))
            assertThat(Task.of("Get me the new PDF of it").speaksOf(Identifier.of(other)))
                    .as(other)
                    .isEqualTo(other.startsWith("pdf"));
    }

    private static SeenIdentifier seen(String value, Origin origin) {
        return new SeenIdentifier(Identifier.of(value).value(), origin, 0, false, null, List.of());
    }

    private static List<String> strangers(String url, String field, String... values) {
        return strangers(SESSION, ACME, url, field, values);
    }

    private static List<String> strangers(
            SessionRisk session, CallReader reader, String url, String field, String... values) {
        return told(session, reader, Map.of("url", url, "ids", List.of(field), "values", List.of(values)));
    }

    private static List<String> told(Map<String, Object> arguments) {
        return told(SESSION, ACME, arguments);
    }

    private static List<String> told(SessionRisk session, CallReader reader, Map<String, Object> arguments) {
        var tool = new Tool("forms.fill_in", 1, false, "", "", Set.of(ToolLabel.EGRESS, ToolLabel.UNTRUSTED), Map.of());
        var call = reader.read(session, tool.id(), tool, arguments, CV);
        assertThat(call.asked()).isEqualTo(Asked.UNASKED);
        return call.strangers().stream().map(CallFacts.Destination::value).toList();
    }
}
