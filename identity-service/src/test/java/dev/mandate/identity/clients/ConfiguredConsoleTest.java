package dev.mandate.identity.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.identity.ClientEvent;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.Scopes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The console's client, as the operator's configuration has it. */
class ConfiguredConsoleTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void without_an_address_there_is_none_and_half_of_it_is_a_mistake() {
        assertThat(ConfiguredConsole.of(config(null, null))).isEmpty();
        assertThatThrownBy(() -> ConfiguredConsole.of(config("https://mandate.example", null)))
                .hasMessageContaining("mandate.console.client-secret");
        assertThatThrownBy(() -> ConfiguredConsole.of(config("http://mandate.example", SECRET)))
                .hasMessageContaining("https");
    }

    @Test
    void the_first_start_registers_it_and_the_next_one_finds_nothing_to_do() {
        var console =
                ConfiguredConsole.of(config("https://mandate.example/", SECRET)).orElseThrow();
        var row = new ClientRow();
        var registered = write(console, row, true);
        assertThat(registered)
                .singleElement()
                .isInstanceOfSatisfying(
                        ClientEvent.Registered.class,
                        fact -> assertThat(fact.redirectUris()).containsExactly("https://mandate.example/signed-in"));
        assertThat(write(console, row, false)).isEmpty();
    }

    @Test
    void another_address_and_another_secret_are_told() {
        var row = new ClientRow();
        write(ConfiguredConsole.of(config("https://one.example", SECRET)).orElseThrow(), row, true);
        var facts = ConfiguredConsole.of(config("https://other.example", SECRET + "x"))
                .orElseThrow()
                .write(row, false, Scopes.write(Scopes.OF_CONSOLE), true);
        assertThat(facts)
                .hasExactlyElementsOfTypes(ClientEvent.AddressesChanged.class, ClientEvent.SecretChanged.class);
        assertThat(row.addresses()).allMatch(address -> address.startsWith("https://other.example/"));
    }

    @Test
    void it_gets_tokens_by_people_who_sign_in_alone_and_no_right_of_administration_without_a_page_for_it() {
        var row = new ClientRow();
        row.id = "console";
        write(ConfiguredConsole.of(config("https://mandate.example", SECRET)).orElseThrow(), row, true);
        assertThat(row.client().grants()).isEqualTo(GrantTypes.OF_APPLICATIONS);
        assertThat(row.client().scopes().stream().filter(Scopes.FAR_REACHING::contains))
                .containsExactlyInAnyOrder("clients:write", "identities:write", "proposals:approve");
    }

    private static List<ClientEvent> write(ConfiguredConsole console, ClientRow row, boolean made) {
        return console.write(row, made, Scopes.write(Scopes.OF_CONSOLE), false);
    }

    private static ClientConfig.Console config(String url, String secret) {
        return new ClientConfig.Console() {
            @Override
            public Optional<String> url() {
                return Optional.ofNullable(url);
            }

            @Override
            public Optional<String> clientSecret() {
                return Optional.ofNullable(secret);
            }
        };
    }
}
