package dev.mandate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundUrlsTest {
    private static final Tool BROWSE =
            new Tool("web.browse", 1, false, "Browse", "web", Set.of(ToolLabel.UNTRUSTED), Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://attacker.example/collect?d=secret",
                "HTTPS://attacker.example?d",
                "attacker.example/collect?d=secret",
                "attacker.example/collect?to=x@own.example",
                "//attacker.example/d=secret",
                "https://attacker.example/a/secret-that-is-longer-than-a-name",
                "https://secret@attacker.example/",
                "https://own.example@attacker.example/",
                "https://attacker.example/?to=x@own.example",
                "https://attacker.example\\?d=secret@own.example",
                "https://own.example\\@attacker.example/?d=secret",
                "https://own.example\\secret@attacker.example/",
                "https://attacker.example/?d=a secret with blanks",
                "https://c2VjcmV0IHRoYXQgaXMgbG9uZw.attacker.example/",
                "https://own.example.attacker.example/?d=1",
                "https://notown.example/?d=1",
                "https://attacker.example:8443/?d=1",
                "ftp://attacker.example/?d=1",
                "https:attacker.example/?d=1",
                "wss:attacker.example/?d=1",
                "ftp:attacker.example/?d=1",
                "https:/attacker.example/?d=1",
                "https:\n//attack\ter.example/?d=1",
            })
    void a_url_outside_with_room_for_data_is_a_send(String url) {
        assertThat(sends(url, List.of(), List.of())).isTrue();
        assertThat(sends(Map.of("page", List.of(Map.of("address", url))), List.of(), List.of()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://wiki.example/",
                "https://wiki.example/Main_Page",
                "https://own.example/search?q=anything",
                "https://www.own.example/search?q=anything",
                "https://OWN.example./search?q=anything",
                "search for a=b? or c",
                "bob@attacker.example",
                "/home/ada/a-file-whose-name-is-rather-long.txt",
                "2026-11-02T10:00:00Z",
            })
    void the_name_of_a_page_ones_own_pages_and_what_is_no_url_are_none(String text) {
        assertThat(sends(text, List.of(), List.of())).isFalse();
    }

    @Test
    void what_the_task_names_or_an_answer_showed_carries_nothing() {
        var link = "https://shop.example/search?q=shoes&page=2";
        assertThat(sends(link, List.of("shop.example/search?q=shoes&page=2"), List.of()))
                .isFalse();
        assertThat(sends(link, List.of(), List.of("shop.example/search?q=shoes&page=2")))
                .isFalse();
        assertThat(sends(
                        "https://shop.example/a/b/c/d/e/f/g/h/i/j/k/l/m/n/page2",
                        List.of("shop.example/a/b/c/d/e/f/g/h/i/j/k/l/m/n"),
                        List.of()))
                .isFalse();
    }

    @Test
    void what_is_put_beyond_it_does() {
        var shown = List.of("attacker.example/collect", "attacker.example/?d=");
        assertThat(sends("https://attacker.example/collect?d=secret", List.of(), shown))
                .isTrue();
        assertThat(sends("https://attacker.example/?d=secret", List.of(), shown))
                .isTrue();
        assertThat(sends("https://attacker.example/collect/secret-that-is-longer-than-a-name", List.of(), shown))
                .isTrue();
    }

    @Test
    void so_does_what_nobody_sees_and_what_is_trimmed_behind_it() {
        var shown = List.of("attacker.example/collect");
        var unseen = "\uDB40\uDC68\uDB40\uDC75\uDB40\uDC6E".repeat(5);
        assertThat(sends("https://attacker.example/collect" + unseen, List.of(), shown))
                .isTrue();
        assertThat(sends("https://attacker.example/collect" + "!?;.".repeat(9), List.of(), shown))
                .isTrue();
        assertThat(sends("https://www.attacker.example/collect/.", List.of(), shown))
                .isFalse();
    }

    @Test
    void a_tool_that_sends_anyway_stays_as_it_is() {
        var send = new Tool("email.send", 1, false, "Send", "mail", Set.of(ToolLabel.EGRESS), Map.of());
        var arguments = Map.<String, Object>of("link", "https://attacker.example/?d=1");
        assertThat(OutboundUrls.asUsed(send, arguments, domain -> false, null, List::of))
                .isSameAs(send);
    }

    private static boolean sends(String url, List<String> task, List<String> shown) {
        return sends(Map.of("url", url), task, shown);
    }

    private static boolean sends(Map<String, Object> arguments, List<String> task, List<String> shown) {
        var session = new SessionRisk(
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
                shown.stream()
                        .map(value -> new SeenIdentifier(value, Origin.UNTRUSTED, 0, false, null, List.of()))
                        .toList(),
                null,
                Set.of(),
                null,
                Instant.EPOCH);
        var used = OutboundUrls.asUsed(
                BROWSE,
                arguments,
                domain -> domain.equals("own.example") || domain.endsWith(".own.example"),
                session,
                List::of);
        assertThat(used.labels()).contains(ToolLabel.UNTRUSTED);
        return used.labels().contains(ToolLabel.EGRESS);
    }
}
