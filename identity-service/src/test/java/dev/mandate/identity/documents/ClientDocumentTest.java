package dev.mandate.identity.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.documents.ClientDocumentConfig.Policy;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientDocumentTest {
    private static final URI URL = URI.create("https://app.example/client.json");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example",
                "https://app.example/",
                "http://app.example/client.json",
                "https://app.example/a/../client.json",
                "https://app.example/./client.json",
                "https://app.example/%2e%2e/client.json",
                "https://app.example/client.json#x",
                "https://app.example/client.json?x=1",
                "https://user@app.example/client.json",
                "https://APP.example/client.json",
                "https://app.example/client json",
                "https://\u0430pp.example/client.json",
                "https:///client.json",
                "cli_01k9"
            })
    void an_address_that_is_no_client_id_is_none(String id) {
        assertThat(ClientDocumentUrl.of(id)).isEmpty();
    }

    @Test
    void is_read_with_its_name_and_where_it_comes_back_to() {
        var document =
                read("\"client_name\": \"My App\", \"redirect_uris\": [\"https://app.example/back\", \"http://127.0.0.1/cb\"]")
                        .orElseThrow();
        assertThat(document.name()).isEqualTo("My App");
        assertThat(document.redirectUris())
                .containsExactlyInAnyOrder("https://app.example/back", "http://127.0.0.1/cb");
        assertThat(read("\"redirect_uris\": [\"https://app.example/back\"]")
                        .orElseThrow()
                        .name())
                .isEqualTo("app.example");
        assertThat(read("\"client_name\": \"a\\u202eb\\n\", \"redirect_uris\": [\"https://app.example/back\"]")
                        .orElseThrow()
                        .name())
                .isEqualTo("a\\u202eb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"redirect_uris\": []",
                "\"redirect_uris\": \"https://app.example/back\"",
                "\"redirect_uris\": [\"https://evil.example/back\"]",
                "\"redirect_uris\": [\"https://app.example.evil.example/back\"]",
                "\"redirect_uris\": [\"javascript:alert(1)\"]",
                "\"redirect_uris\": [7]",
                "\"redirect_uris\": [\"https://app.example/back\"], \"client_secret\": \"x\"",
                "\"redirect_uris\": [\"https://app.example/back\"], \"token_endpoint_auth_method\": \"client_secret_post\"",
                "\"redirect_uris\": [\"https://app.example/back\"], \"redirect_uris\": [\"https://app.example/b\"]"
            })
    void is_refused_where_it_does_not_hold_together(String members) {
        assertThat(read(members)).isEmpty();
    }

    @Test
    void of_another_address_is_not_this_ones() {
        var json =
                "{\"client_id\": \"https://app.example/other.json\", \"redirect_uris\": [\"https://app.example/back\"]}";
        assertThat(ClientDocument.read(URL, json.getBytes(UTF_8)).<Boolean>fold(good -> true, why -> false))
                .isFalse();
    }

    @Test
    void counts_as_the_policy_says() {
        assertThat(ClientDocuments.allows(policy(Policy.OFF, "app.example"), URL))
                .isFalse();
        assertThat(ClientDocuments.allows(policy(Policy.KNOWN, "app.example"), URL))
                .isTrue();
        assertThat(ClientDocuments.allows(policy(Policy.KNOWN, "example"), URL)).isFalse();
        assertThat(ClientDocuments.allows(policy(Policy.KNOWN, "x.app.example"), URL))
                .isFalse();
        assertThat(ClientDocuments.allows(policy(Policy.OPEN, "other.example"), URL))
                .isTrue();
    }

    private static Optional<ClientDocument> read(String members) {
        var json = "{\"client_id\": \"" + URL + "\"" + (members.isEmpty() ? "" : ", " + members) + "}";
        return ClientDocument.read(URL, json.getBytes(UTF_8)).fold(Optional::of, why -> Optional.empty());
    }

    private static ClientDocumentConfig policy(Policy policy, String publisher) {
        return new ClientDocumentConfig() {
            @Override
            public Policy clientDocuments() {
                return policy;
            }

            @Override
            public Optional<Set<String>> clientDocumentPublishers() {
                return Optional.of(Set.of(publisher));
            }

            @Override
            public Set<String> clientDocumentScopes() {
                return Set.of();
            }

            @Override
            public boolean clientDocumentsOnLoopback() {
                return false;
            }
        };
    }
}
