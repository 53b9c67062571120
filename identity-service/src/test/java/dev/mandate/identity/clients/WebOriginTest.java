package dev.mandate.identity.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.clients.Client.Application;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.clients.metadata.WebOrigin;
import dev.mandate.identity.keys.SigningAlgorithm;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example",
                "https://app.example:8443",
                "http://localhost:5173",
                "http://127.0.0.1:5173",
                "http://[::1]:5173",
                "https://xn--pp-yia.example"
            })
    void is_what_a_browser_writes(String origin) {
        assertThat(WebOrigin.is(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "*",
                "app.example",
                "//app.example",
                "https://",
                "https://*.example",
                "HTTPS://app.example",
                "https://App.example",
                "https://app.example.",
                "https://app..example",
                "https://.app.example",
                "https://app.example/",
                "https://app.example/back",
                "https://app.example?",
                "https://app.example#",
                "https://app.example:",
                "https://app.example:443",
                "http://localhost:80",
                "https://app.example:0",
                "https://app.example:08443",
                "https://app.example:65536",
                "https://app.example:8443:8443",
                "https://me@app.example",
                "https://app.example@evil.example",
                "https://app.example\\@evil.example",
                "https://äpp.example",
                "https://аpp.example",
                "https://app。example",
                "https://app.example https://evil.example",
                " https://app.example",
                "https://app.example\n",
                "https://app.example\u0000",
                "https://app%2eexample",
                "file://app.example",
                "com.example.app://app.example",
                "chrome-extension://abcdef"
            })
    void is_nothing_else(String origin) {
        assertThat(WebOrigin.is(origin)).isFalse();
    }

    @Test
    void whoever_writes_a_long_one_gets_an_answer_at_once() {
        assertThat(WebOrigin.is("https://" + "a".repeat(8_000))).isFalse();
        assertThat(WebOrigin.is("https://" + "a-".repeat(140))).isFalse();
        assertThat(WebOrigin.is("https://" + "a.".repeat(140))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example/back, https://app.example",
        "https://app.example, https://app.example",
        "https://app.example?from=there, https://app.example",
        "HTTPS://App.Example:443/back, https://app.example",
        "https://app.example:8443/back, https://app.example:8443",
        "http://localhost:80/back, http://localhost",
        "http://127.0.0.1:5173/back, http://127.0.0.1:5173",
        "http://127.0.0.1/back, http://127.0.0.1",
        "http://[::1]:5173/, http://[::1]:5173"
    })
    void an_address_is_at_one(String address, String origin) {
        assertThat(WebOrigin.of(RedirectUris.check(address))).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.app:/back",
                "com.example.app://app.example/back",
                "com.example.app:https://app.example/back",
                "https://app.example./back",
                "https://app.example:65536/back"
            })
    void or_at_none(String address) {
        assertThat(WebOrigin.of(RedirectUris.check(address))).isEmpty();
    }

    @Test
    void a_client_is_a_page_where_people_come_back_to_it_unless_it_keeps_a_secret_or_is_stopped() {
        assertThat(client(true, false).isPageAt("https://app.example")).isTrue();
        assertThat(client(true, false).isPageAt("http://127.0.0.1:5173")).isTrue();
        // Any port will do for a program, which is no page.
        assertThat(client(true, false).isPageAt("http://127.0.0.1:5174")).isFalse();
        assertThat(client(true, false).isPageAt("https://app.example.evil")).isFalse();
        assertThat(client(true, false).isPageAt("https://app.exampl")).isFalse();
        assertThat(client(true, false).isPageAt("http://app.example")).isFalse();
        assertThat(client(true, false).isPageAt("https://after.example")).isFalse();
        assertThat(client(true, true).isPageAt("https://app.example")).isFalse();
        assertThat(client(false, false).isPageAt("https://app.example")).isFalse();
    }

    private static Client client(boolean isPublic, boolean stopped) {
        return new Client(
                "cli_x",
                Set.of("openid"),
                null,
                "x",
                GrantTypes.OF_APPLICATIONS,
                new Application(
                        Set.of("https://app.example/back", "http://127.0.0.1:5173/", "com.example.app:/back"),
                        Set.of("https://after.example/"),
                        null,
                        isPublic,
                        SigningAlgorithm.ES256,
                        false),
                null,
                stopped ? Client.Standstill.STOPPED : null,
                null);
    }
}
