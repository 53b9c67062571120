package dev.mandate.identity.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private static final String ISSUER = "https://idp.example";

    @Test
    void a_document_is_taken_only_for_its_own_issuer_to_the_letter() {
        assertThat(read(ISSUER, "https://idp.example/token")).isEmpty();
        assertThat(read(ISSUER + "/", "https://idp.example/token")).contains("another issuer's");
        assertThat(read("https://evil.example", "https://idp.example/token")).contains("another issuer's");
    }

    @Test
    void what_isnt_asked_by_https_isnt_asked() {
        assertThat(read(ISSUER, "http://idp.example/token")).contains("no https address");
        assertThat(read(ISSUER, "https://user:secret@idp.example/token")).contains("no https address");
        assertThat(Discovery.read(ISSUER, "<html>").<String>fold(found -> "", why -> why))
                .contains("no discovery document");
    }

    private static String read(String issuer, String token) {
        var document = "{\"issuer\":\"" + issuer + "\",\"authorization_endpoint\":\"https://idp.example/a\","
                + "\"token_endpoint\":\"" + token + "\",\"jwks_uri\":\"https://idp.example/jwks\","
                + "\"subject_types_supported\":[\"public\"],\"response_types_supported\":[\"code\"],"
                + "\"id_token_signing_alg_values_supported\":[\"ES256\"]}";
        return Discovery.read(ISSUER, document).<String>fold(found -> "", why -> why);
    }
}
