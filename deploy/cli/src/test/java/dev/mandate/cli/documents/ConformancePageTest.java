package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is said of the lists of others is so: each of their cases has a row, and each row tests that are there. */
class ConformancePageTest {
    /** Of {@code oidcc-basic-certification-test-plan}, in its order. */
    private static final List<String> BASIC_PROFILE = List.of(
            "oidcc-server",
            "oidcc-response-type-missing",
            "oidcc-idtoken-signature",
            "oidcc-idtoken-unsigned",
            "oidcc-userinfo-get",
            "oidcc-userinfo-post-header",
            "oidcc-userinfo-post-body",
            "oidcc-ensure-request-without-nonce-succeeds-for-code-flow",
            "oidcc-scope-profile",
            "oidcc-scope-email",
            "oidcc-scope-address",
            "oidcc-scope-phone",
            "oidcc-scope-all",
            "oidcc-ensure-other-scope-order-succeeds",
            "oidcc-display-page",
            "oidcc-display-popup",
            "oidcc-prompt-login",
            "oidcc-prompt-none-not-logged-in",
            "oidcc-prompt-none-logged-in",
            "oidcc-max-age-1",
            "oidcc-max-age-10000",
            "oidcc-ensure-request-with-unknown-parameter-succeeds",
            "oidcc-id-token-hint",
            "oidcc-login-hint",
            "oidcc-ui-locales",
            "oidcc-claims-locales",
            "oidcc-ensure-request-with-acr-values-succeeds",
            "oidcc-codereuse",
            "oidcc-codereuse-30seconds",
            "oidcc-ensure-registered-redirect-uri",
            "oidcc-ensure-post-request-succeeds",
            "oidcc-server-client-secret-post",
            "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported",
            "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
            "oidcc-claims-essential",
            "oidcc-ensure-request-object-with-redirect-uri",
            "oidcc-refresh-token",
            "oidcc-ensure-request-with-valid-pkce-succeeds");

    private static final Pattern ROW = Pattern.compile("^\\| (?!---)(.*) \\|$", Pattern.MULTILINE);

    private final String page = Checkout.text("identity-service/CONFORMANCE.md");

    @Test
    void every_case_of_the_basic_profile_has_a_row() {
        var cases = new ArrayList<String>();
        var rows = Pattern.compile("^\\| `(oidcc-[a-z0-9-]+)` \\|", Pattern.MULTILINE)
                .matcher(page);
        while (rows.find()) cases.add(rows.group(1));
        assertThat(cases).isEqualTo(BASIC_PROFILE);
    }

    @Test
    void every_test_that_it_names_is_there() {
        assertThat(new NamedTests().present(page)).isGreaterThan(BASIC_PROFILE.size());
    }

    @Test
    void every_row_names_a_test() {
        var rows = ROW.matcher(page);
        var claims = 0;
        while (rows.find()) {
            if (rows.group(1).endsWith("| test")) continue;
            claims++;
            assertThat(NamedTests.areIn(rows.group(1).substring(rows.group(1).lastIndexOf('|'))))
                    .as(rows.group())
                    .isTrue();
        }
        assertThat(claims).isGreaterThan(BASIC_PROFILE.size() + 10);
    }
}
