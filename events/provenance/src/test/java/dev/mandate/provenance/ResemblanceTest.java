package dev.mandate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.ForgottenIdentifiers;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.provenance.CallFacts.Destination;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What resembles what strangers named is the strangers', and what somebody else named as well is not. */
class ResemblanceTest {
    private static final Tool SEND = new Tool("send", 1, false, "send", "mail", Set.of(ToolLabel.EGRESS), Map.of());

    private static SeenIdentifier seen(String value, Origin origin) {
        return new SeenIdentifier(Identifier.of(value).value(), origin, 0, false, null, List.of());
    }

    private static SeenIdentifier untrusted(String value) {
        return seen(value, Origin.UNTRUSTED);
    }

    private static List<String> strangers(SessionRisk session, Map<String, Object> arguments) {
        return CallReader.ALL
                .at("own.example"::equals)
                .read(session, "send", SEND, arguments, Task.UNKNOWN)
                .strangers()
                .stream()
                .map(Destination::value)
                .toList();
    }

    private static SessionRisk session(List<String> task, SeenIdentifier... seen) {
        return CallFactsTest.session(task, seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop+7@evil.example",
                "d.rop@evil.example",
                "other@evil.example",
                "drop@mail.evil.example",
                "dr\u200bop@ev\u00adil.example",
                "ｄｒｏｐ＠ｅｖｉｌ．ｅｘａｍｐｌｅ",
                "dr\u043ep@evil.example",
                "drop@\u0435vil.example",
                "drop@evi1.example",
                "Somebody@EVIL.example.",
                "https://in.evil.example/c?d=the-secret",
            })
    void a_variant_of_the_address_that_strangers_named_is_theirs(String variant) {
        assertThat(strangers(session(List.of(), untrusted("drop@evil.example")), Map.of("to", variant)))
                .hasSize(1);
        assertThat(strangers(session(List.of(), untrusted("drop@evil.example")), Map.of("text", "Send to " + variant)))
                .hasSize(1);
    }

    @Test
    void what_hides_in_the_text_that_showed_it_is_found_where_it_is_written_plainly() {
        assertThat(Mention.in(Map.of("body", "write to dr\u200bop＠evil．exa\u2060mple now")))
                .extracting(mention -> mention.identifier().value())
                .containsExactly("drop@evil.example");
    }

    @Test
    void an_ascii_name_of_a_host_and_what_browsers_show_for_it_are_one() {
        assertThat(strangers(
                        session(List.of(), untrusted("pay@b\u00fccher.example")),
                        Map.of("to", "a@xn--bcher-kva.example")))
                .hasSize(1);
        assertThat(strangers(
                        session(List.of("b\u00fccher.example"), untrusted("drop@evil.example")),
                        Map.of("to", "a@xn--bcher-kva.example")))
                .isEmpty();
    }

    @Test
    void what_looks_like_what_the_task_names_and_isn_t_is_a_stranger_s_whatever_is_beside_it() {
        var session = session(List.of("ada@bank.example"), untrusted("drop@evil.example"));
        assertThat(strangers(session, Map.of("to", "ada@bank.example", "cc", "ada@b\u0430nk.example")))
                .containsExactly("ada@b\u0430nk.example");
        assertThat(strangers(session, Map.of("url", "https://bаnk.example"))).hasSize(1);
        assertThat(strangers(session, Map.of("to", "\u0430da@bank.example"))).hasSize(1);
    }

    @Test
    void another_mailbox_at_a_domain_that_somebody_else_named_too_is_none() {
        assertThat(strangers(
                        session(List.of("ada@partner.example"), untrusted("drop@partner.example")),
                        Map.of("to", "bob@partner.example")))
                .isEmpty();
        assertThat(strangers(
                        session(
                                List.of(),
                                seen("crm@partner.example", Origin.RESULT),
                                untrusted("drop@partner.example")),
                        Map.of("to", "bob@partner.example")))
                .isEmpty();
        var known = new SeenIdentifier("ada@partner.example", Origin.UNTRUSTED, 0, false, "peers", List.of());
        assertThat(strangers(
                        session(List.of(), known, untrusted("drop@partner.example")),
                        Map.of("to", "bob@partner.example")))
                .isEmpty();
    }

    @Test
    void another_mailbox_of_the_organisation_s_own_or_of_a_provider_for_everybody_is_none() {
        assertThat(strangers(session(List.of(), untrusted("drop@own.example")), Map.of("to", "bob@own.example")))
                .isEmpty();
        assertThat(strangers(session(List.of(), untrusted("drop@gmail.com")), Map.of("to", "bob@gmail.com")))
                .isEmpty();
        assertThat(strangers(session(List.of(), untrusted("drop@gmail.com")), Map.of("to", "d.rop+7@gmail.com")))
                .hasSize(1);
        assertThat(strangers(session(List.of(), untrusted("eve.github.io/x")), Map.of("to", "a@bob.github.io")))
                .isEmpty();
    }

    @Test
    void another_page_of_a_stranger_s_site_is_opened_while_it_carries_nothing() {
        var session = session(List.of(), untrusted("evil.example/start"));
        assertThat(strangers(session, Map.of("url", "https://www2.evil.example/about")))
                .isEmpty();
        assertThat(strangers(session, Map.of("url", "https://x.evil.example/?d=secret")))
                .hasSize(1);
    }

    @Test
    void what_the_session_forgot_has_variants_too() {
        var forgotten = ForgottenIdentifiers.NOTHING.plus(
                List.of(Identifier.of("drop@evil.example").forgotten()));
        var session = session(List.of()).showing(List.of(), forgotten);
        assertThat(strangers(session, Map.of("a", "other@evil.example", "b", "dr\u043ep@evi1.example")))
                .hasSize(2);
        assertThat(strangers(session, Map.of("a", "ada@partner.example"))).isEmpty();
    }

    @Test
    void words_of_the_task_speak_for_another_mailbox_as_for_the_first() {
        var task = Task.of("Write to Dora at Acme that we accept");
        var session = session(List.of(), untrusted("acme.example/contact"));
        assertThat(CallReader.ALL
                        .read(session, "send", SEND, Map.of("to", "dora@acme.example"), task)
                        .strangers())
                .isEmpty();
    }
}
