package dev.mandate.identity.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.keys.SigningAlgorithm;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMetadataTest {
    private static final Set<String> MAY = Set.of("openid", "tools:call");

    @Test
    void what_it_leaves_out_is_what_the_standards_say_and_no_secret() {
        var read = read(
                "{'redirect_uris': ['https://app.example/back', 'http://127.0.0.1/back'], 'client_name': 'Payroll'}");
        assertThat(read.name()).isEqualTo("app.example (Payroll)");
        assertThat(read.idTokens()).isEqualTo(SigningAlgorithm.RS256);
        assertThat(read.grantTypes()).containsExactly("authorization_code");
        assertThat(read.scopes()).isEqualTo(MAY);
    }

    @Test
    void it_gets_no_more_than_such_an_application_may() {
        var read = read("{'redirect_uris': ['http://127.0.0.1/back'], 'scope': 'openid policies:write', 'grant_types':"
                + " ['authorization_code', 'refresh_token', 'client_credentials'], 'token_endpoint_auth_method':"
                + " 'client_secret_post'}");
        assertThat(read.scopes()).containsExactly("openid");
        assertThat(read.grantTypes()).containsExactly("authorization_code", "refresh_token");
        assertThat(read.name()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'redirect_uris': []}",
                "{'redirect_uris': 'https://app.example/'}",
                "{'redirect_uris': [1]}",
                "{'redirect_uris': ['http://app.example/']}",
                "{'redirect_uris': ['https://app.example/#x']}",
                "{'redirect_uris': ['javascript:alert(1)']}",
                "{'redirect_uris': ['https://user@app.example/']}",
                "{'redirect_uris': ['https://a.example/', 'https://b.example/', 'https://c.example/'],"
                        + " 'post_logout_redirect_uris': ['https://d.example/']}"
            })
    void people_come_back_to_places_that_can_be_shown(String said) {
        assertThat(fault(said)).isEqualTo(Fault.Kind.INVALID_REDIRECT_URI);
    }

    /** As VS Code 1.10x registers itself. */
    @Test
    void an_editor_that_comes_back_to_two_hosts_and_the_machine_is_named_by_both() {
        var read = read("{'client_name': 'Visual Studio Code', 'client_uri': 'https://code.visualstudio.com',"
                + " 'grant_types': ['authorization_code', 'refresh_token',"
                + " 'urn:ietf:params:oauth:grant-type:device_code'], 'response_types': ['code'], 'redirect_uris':"
                + " ['https://insiders.vscode.dev/redirect', 'https://vscode.dev/redirect', 'http://127.0.0.1/',"
                + " 'http://127.0.0.1:33418/'], 'token_endpoint_auth_method': 'none', 'application_type': 'native'}");
        assertThat(read.name()).isEqualTo("insiders.vscode.dev, vscode.dev (Visual Studio Code)");
    }

    /** As Cursor does. */
    @Test
    void a_program_of_a_scheme_of_its_own_is_named_by_it() {
        var read = read("{'client_name': 'Cursor', 'redirect_uris': ['cursor://anysphere.cursor-mcp/oauth/callback'],"
                + " 'grant_types': ['authorization_code', 'refresh_token'], 'response_types': ['code'],"
                + " 'token_endpoint_auth_method': 'none'}");
        assertThat(read.name()).isEqualTo("cursor://anysphere.cursor-mcp (Cursor)");
        assertThat(read("{'redirect_uris': ['https://app.example/'], 'post_logout_redirect_uris':"
                                + " ['https://other.example/']}")
                        .name())
                .isEqualTo("app.example, other.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'scope': 'policies:write'",
                "'scope': 1",
                "'grant_types': ['client_credentials']",
                "'response_types': ['token']",
                "'token_endpoint_auth_method': 'private_key_jwt'",
                "'id_token_signed_response_alg': 'none'",
                "'id_token_signed_response_alg': 'HS256'",
                "'id_token_encrypted_response_alg': 'RSA-OAEP'",
                "'subject_type': 'pairwise'",
                "'dpop_bound_access_tokens': true",
                "'require_pushed_authorization_requests': true",
                "'default_max_age': 60",
                "'client_name': {}"
            })
    void what_would_give_it_less_than_it_would_get_is_refused_and_not_ignored(String said) {
        assertThat(fault("{'redirect_uris': ['https://app.example/'], " + said + "}"))
                .isEqualTo(Fault.Kind.INVALID_CLIENT_METADATA);
    }

    private static ClientMetadata read(String said) {
        return ClientMetadata.read(json(said), MAY).fold(it -> it, fault -> {
            throw new AssertionError(fault);
        });
    }

    private static Fault.Kind fault(String said) {
        return ClientMetadata.read(json(said), MAY)
                .fold(
                        it -> {
                            throw new AssertionError(it);
                        },
                        Fault::kind);
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text.replace('\'', '"'));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
