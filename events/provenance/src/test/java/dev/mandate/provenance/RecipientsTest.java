package dev.mandate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.provenance.Recipients.Recipient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientsTest {
    private static final Set<ToolLabel> SENDS = Set.of(ToolLabel.EGRESS);
    private static final Set<ToolLabel> OPENS = Set.of(ToolLabel.EGRESS, ToolLabel.UNTRUSTED);
    private static final Predicate<String> OWN =
            domain -> domain.equals("acme.example") || domain.endsWith(".acme.example");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/c?d=42",
                "https:/evil.example/c?d=42",
                "https:evil.example/c?d=42",
                "HTTPS:///evil.example/c?d=42",
                "https:\\\\/evil.example/c?d=42",
                "https:\n//evil.example/c?d=42",
                "https://acme.example@evil.example/c?d=42",
                "https://acme.example:80@evil.example:8443/c?d=42",
                "https://evil.example\\@acme.example/c?d=42",
                "https://acme.example\\@evil.example/c?d=42",
                "evil.example/c?d=42",
                "evil.example:8443/c?d=42",
                "evil.example?d=42",
                "//evil.example/c?d=42",
                "//evil.example:8443/c?mail=ada@acme.example",
                "//acme.example@evil.example/c?d=42",
                "\\\\evil.example\\c",
                "www.evil.example/c?mail=ada@acme.example",
                "evil.example/c?mail=ada@acme.example",
                "evil.example\\@acme.example",
                "x@evil.example/42.acme.example",
                "https://acme.example/a https://evil.example/c",
                "https://acme.example/a,https://evil.example/c",
                "acme.example/a, evil.example/c",
                "https://acme.example/a bo@evil.example",
                "https://acme.example/a, Bo <bo@evil.example>",
                "https://acme.example/ <bo@evil.example>",
                "https://evil.example or bo@acme.example",
                "https://evil.example,bo@acme.example",
                "send it to https://acme.example or bo@evil.example",
            })
    void where_a_url_leads_outside_is_read_as_whoever_opens_it_does(String url) {
        assertThat(Recipients.outside(Recipients.of(Map.of("url", url)), SENDS, Map.of("url", url), OWN))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://acme.example/c?d=42",
                "https:acme.example/c?d=42",
                "https://acme.example/a;b,c.d/e",
                "https://acme.example/a ada@acme.example",
                "wiki.acme.example/c?d=42",
                "//wiki.acme.example/c?d=42",
                "//srv/share/report.csv",
                "acme.example/who?mail=bo@acme.example",
                "ada@acme.example",
                "reports/2026.csv",
                "12.50/13.75",
                "docs/readme.md, src/main.c/",
            })
    void what_stays_at_home_or_is_no_place_is_nobody_outside(String url) {
        assertThat(Recipients.of(Map.of("url", url)))
                .extracting(Recipient::domain)
                .allMatch(OWN);
    }

    @Test
    void a_page_that_is_only_opened_is_told_nothing_but_not_one_that_is_told_something_in_pieces() {
        var page = Map.<String, Object>of("url", "https://shop.example/list", "page", "12", "all", "true");
        assertThat(Recipients.outside(Recipients.of(page), OPENS, page, OWN)).isEmpty();
        var pieces = Map.<String, Object>of("url", "https://shop.example/list", "more", List.of("pas", "swo", "rd1"));
        assertThat(Recipients.outside(Recipients.of(pieces), OPENS, pieces, OWN))
                .hasSize(1);
    }

    /** Names that no one can have are kept for documents; a model that needs an address makes one up there. */
    @ParameterizedTest
    @CsvSource({
        "ada@example.com, 0",
        "ada@mail.example.org, 0",
        "https://www.example.net/orders?id=42, 0",
        "'ada@example.com, bo@evil.example', 1",
        "https://example.com@evil.example/c, 1",
        "ada@myexample.com, 1",
        "ada@example.com.evil.example, 1",
        "ada@bank.example, 1"
    })
    void nobody_gets_what_goes_to_a_domain_that_is_kept_for_documents(String to, int outside) {
        assertThat(Recipients.outside(Recipients.of(Map.of("to", to)), SENDS, Map.of("to", to), OWN))
                .hasSize(outside);
    }

    /** A name or a password before a host may be as long as somebody likes. */
    @Test
    void who_is_named_at_length_before_a_host_hides_nobody() {
        var session = CallFactsTest.session(List.of("acme.example"));
        for (var before : List.of("https://acme.example:", "ftp://acme.example:", "acme.example:")) {
            var arguments = Map.<String, Object>of("url", before + "0".repeat(300) + "@evil.example/c?d=42");
            var call = CallFacts.of(session, "tool", SENDS, true, arguments);
            assertThat(call.accountedFor()).as(before).isFalse();
            assertThat(Recipients.reachOutsider(call, SENDS, arguments, OWN, List.of("acme.example")))
                    .as(before)
                    .isTrue();
        }
    }
}
