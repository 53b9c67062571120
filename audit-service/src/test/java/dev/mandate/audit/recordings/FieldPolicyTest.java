package dev.mandate.audit.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a recording shows of arguments. */
class FieldPolicyTest {
    private final FieldPolicy policy =
            new FieldPolicy(List.of("files.read:path", "*password*", "to"), List.of("project"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "user_password",
                "clientSecret",
                "api_key",
                "accessKey",
                "SSH-KEY",
                "Authorization",
                "otp",
                "auth.token",
                "mfaCode",
                "pin",
                "secrets[0]",
                "tokens",
                "passwords",
                "api_keys[1]",
                "auth",
                "auth_header",
                "accesstoken",
                "ACCESSTOKEN",
                "accessTOKEN",
                "refresh-tokens",
                "githubtoken2",
                "idtoken",
                "apikey",
                "apiKey",
                "APIKey",
                "Api.Key",
                "x-api-key",
                "xapikey",
                "X_API_KEYS",
                "privatekey",
                "PrivateKey",
                "PRIVATE KEY",
                "privkeypem",
                "sshkey",
                "accesskeyid",
                "pwd",
                "userpwd",
                "DbPwd",
                "PassWord",
                "pass_word",
                "mypassword1",
                "passphrase",
                "clientsecret",
                "sessioncookies",
                "pincode",
                "cardpin",
                "otpcode",
                "cardcvv",
                "oauth2",
                "2fa",
                "2FACode",
                "proxyauth",
                "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44",
                "pass\u200bword",
                "to\u00adken"
            })
    void a_field_that_is_called_like_a_secret_is_one_whatever_is_configured(String name) {
        assertThat(keeps(tool(), name, "7")).isEqualTo(Disclosure.SECRET);
        assertThat(keeps(null, name, 7)).isEqualTo(Disclosure.SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keyword",
                "max_tokens",
                "max_output_tokens",
                "authors",
                "primary_key",
                "monkey",
                "pinned",
                "secretary",
                "secretariat",
                "tokenizer",
                "keywords",
                "accesskeywords",
                "opinion",
                "maxtokens",
                "MaxOutputTokens",
                "maxoutputtokens",
                "compass",
                "passage"
            })
    void a_field_that_only_sounds_like_one_is_none(String name) {
        assertThat(keeps(tool(), name, "7")).isEqualTo(Disclosure.OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2ln",
                "AKIAIOSFODNN7EXAMPLE",
                "sk-proj-0123456789abcdef0123",
                "-----BEGIN EC PRIVATE KEY-----",
                "Bearer 0123456789abcdef0123",
                "the password: hunter22",
                "accesstoken=hunter22",
                "'x-api-key': 'hunter22'",
                "DB_PWD=hunter22",
                "https://ada:hunter22@db.example/"
            })
    void what_looks_like_a_secret_is_one_wherever_it_stands(String value) {
        assertThat(keeps(tool(), "note", value)).isEqualTo(Disclosure.SECRET);
    }

    @Test
    void a_name_is_judged_to_its_end_and_one_that_is_too_long_is_a_secret_s() {
        var deep = "abcdefgh.".repeat(30);
        assertThat(keeps(tool(), deep + "password", "7")).isEqualTo(Disclosure.SECRET);
        assertThat(keeps(tool(), deep + "emails", "7")).isEqualTo(Disclosure.DIGEST);
        assertThat(keeps(tool(), deep + "note", "7")).isEqualTo(Disclosure.OPEN);
        assertThat(keeps(tool(), deep.repeat(3) + "note", "7")).isEqualTo(Disclosure.SECRET);
    }

    @Test
    void a_long_value_is_looked_at_to_its_end_also_where_it_is_configured_open() {
        var opened = "words of a file ".repeat(10_000);
        assertThat(policy.keeps(tool(), "files.read", "path", Map.of(), opened)).isEqualTo(Disclosure.OPEN);
        assertThat(policy.keeps(tool(), "files.read", "path", Map.of(), opened + "ada@acme.example"))
                .isEqualTo(Disclosure.DIGEST);
        assertThat(policy.keeps(tool(), "files.read", "path", Map.of(), opened + "password: hunter22"))
                .isEqualTo(Disclosure.SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "met Bo at the clinic",
                "2026-11-27 Bo's diagnosis",
                "2026-11-27T0049301234567",
                "2026-13-40",
                "25:00",
                "P"
            })
    void what_a_schema_calls_a_time_and_is_none_is_shown_no_more_than_other_text(String value) {
        for (var format : List.of("date", "date-time", "time", "duration"))
            assertThat(policy.keeps(tool(ToolLabel.PRIVATE), "t", "at", Map.of("format", format), value))
                    .as(format)
                    .isEqualTo(Disclosure.DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-27",
                "2026-11-27T12:00:00Z",
                "2026-11-27 12:00:00.123456789+01:00",
                "12:00",
                "23:59:60Z",
                "P1DT2H30M",
                "PT0.5S"
            })
    void a_time_is_shown_where_a_schema_says_that_it_is_one(String value) {
        assertThat(policy.keeps(tool(ToolLabel.PRIVATE), "t", "at", Map.of("format", "date-time"), value))
                .isEqualTo(Disclosure.OPEN);
    }

    @Test
    void all_that_a_tool_for_credentials_is_told_is_secret_but_truth_values() {
        assertThat(keeps(tool(ToolLabel.CREDENTIAL), "length", 16)).isEqualTo(Disclosure.SECRET);
        assertThat(keeps(tool(ToolLabel.CREDENTIAL), "rotate", true)).isEqualTo(Disclosure.OPEN);
    }

    @Test
    void a_schema_that_says_so_makes_a_secret_or_personal_data() {
        assertThat(policy.keeps(tool(), "t", "x", Map.of("writeOnly", true), "7"))
                .isEqualTo(Disclosure.SECRET);
        assertThat(policy.keeps(tool(), "t", "x", Map.of("format", "password"), "7"))
                .isEqualTo(Disclosure.SECRET);
        assertThat(policy.keeps(tool(), "t", "x", Map.of("format", "email"), "7"))
                .isEqualTo(Disclosure.DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@acme.example",
                "+49 30 1234567",
                "0049301234567",
                "DE89 3704 0044 0532 0130 00",
                "4111-1111-1111-1111"
            })
    void what_looks_like_a_person_s_is_a_digest_also_where_it_is_configured_open(String value) {
        assertThat(keeps(tool(), "note", value)).isEqualTo(Disclosure.DIGEST);
        assertThat(keeps(tool(ToolLabel.EGRESS), "to", value)).isEqualTo(Disclosure.DIGEST);
    }

    @Test
    void so_is_what_is_called_like_it_and_what_configuration_closes() {
        for (var name : List.of(
                "to",
                "billingAddress",
                "user.name",
                "full_name",
                "name",
                "accountId",
                "customer",
                "emailaddress",
                "firstname",
                "phonenumber",
                "userid",
                "billingaddress2",
                "CARDNUMBER",
                "zipcode")) assertThat(keeps(tool(), name, "x")).as(name).isEqualTo(Disclosure.DIGEST);
        for (var name : List.of("file_name", "filename", "code", "number", "key", "total"))
            assertThat(keeps(tool(), name, "x")).as(name).isEqualTo(Disclosure.OPEN);
        assertThat(keeps(tool(), "project", "x")).isEqualTo(Disclosure.DIGEST);
    }

    @Test
    void texts_of_a_tool_that_reads_private_data_or_sends_it_are_digests_unless_they_are_opened() {
        for (var label : List.of(ToolLabel.PRIVATE, ToolLabel.EGRESS, ToolLabel.MONEY, ToolLabel.GRANT))
            assertThat(keeps(tool(label), "q", "x")).as(label.text()).isEqualTo(Disclosure.DIGEST);
        assertThat(policy.keeps(tool(ToolLabel.PRIVATE), "files.read", "path", Map.of(), "/a/b"))
                .isEqualTo(Disclosure.OPEN);
        assertThat(policy.keeps(tool(ToolLabel.PRIVATE), "files.write", "path", Map.of(), "/a/b"))
                .isEqualTo(Disclosure.DIGEST);
        assertThat(keeps(tool(ToolLabel.UNTRUSTED), "q", "x")).isEqualTo(Disclosure.OPEN);
        assertThat(keeps(tool(), "q", "x".repeat(201))).isEqualTo(Disclosure.DIGEST);
        assertThat(keeps(null, "q", "x")).as("of a tool that nobody registered").isEqualTo(Disclosure.DIGEST);
    }

    @Test
    void numbers_times_and_what_a_schema_lists_are_shown_but_no_number_that_stands_for_somebody() {
        assertThat(keeps(tool(ToolLabel.MONEY), "amount", 1234.5)).isEqualTo(Disclosure.OPEN);
        assertThat(keeps(tool(ToolLabel.MONEY), "n", 123456789L)).isEqualTo(Disclosure.DIGEST);
        assertThat(policy.keeps(tool(ToolLabel.EGRESS), "t", "mode", Map.of("enum", List.of("fast")), "fast"))
                .isEqualTo(Disclosure.OPEN);
        assertThat(policy.keeps(
                        tool(ToolLabel.EGRESS), "t", "at", Map.of("format", "date-time"), "2026-11-27T12:00:00Z"))
                .isEqualTo(Disclosure.OPEN);
    }

    private Disclosure keeps(Tool tool, String path, Object value) {
        return policy.keeps(tool, "t", path, Map.of(), value);
    }

    private static Tool tool(ToolLabel... labels) {
        return new Tool("t", 1, false, "t", "app", Set.of(labels), Map.of());
    }
}
