package dev.mandate.identity.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.SignedIn;
import dev.mandate.identity.SoftPasskey;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Workforce;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Time passes in the database: a sign-in is made older than it is. */
@QuarkusTest
class FreshSignInsIT {
    private static final String AGAIN = "/sign-in?again";
    private static final String OTHER_PASSWORD = "nine white storks return";

    @Inject
    AgroalDataSource database;

    @Test
    void who_signed_in_over_ten_minutes_ago_signs_in_again_before_what_he_signs_in_with_changes() throws Exception {
        var ada = SignedIn.withPassword("Ada");
        assertThat(ada.adds(new SoftPasskey(), "blue key").body()).contains("Your passkey is registered.");
        var app = ada.browser().get("/account/authenticator");
        var account = ada.browser().get("/account");
        var passkey = account.found("/account/credentials/(pky_[a-z0-9]+)/name");
        minutesPass(11, ada.person());

        assertThat(ada.browser().get("/account").status()).isEqualTo(200); // he is signed in as before
        assertThat(ada.browser().get("/account/authenticator").location()).isEqualTo(AGAIN);
        assertThat(ada.adds(new SoftPasskey(), "second key").location()).isEqualTo(AGAIN);
        var changes = new LinkedHashMap<String, Map<String, String>>();
        changes.put("/account/password", Map.of("password", OTHER_PASSWORD, "repeated", OTHER_PASSWORD));
        changes.put("/account/credentials/" + passkey + "/name", Map.of("name", "second key"));
        changes.put("/account/credentials/" + passkey + "/remove", Map.of());
        changes.put("/account/credentials/password/remove", Map.of());
        changes.put(
                "/account/authenticator",
                Map.of("carried", app.found("name=\"carried\" value=\"([^\"]+)\""), "code", "123456"));
        changes.put("/account/authenticator/codes", Map.of());
        changes.put("/account/authenticator/remove", Map.of());
        changes.put("/account/linked/corp", Map.of());
        changes.put("/account/linked/corp/remove", Map.of());
        changes.forEach(
                (path, fields) -> assertThat(posted(ada.browser(), path, fields).location())
                        .as(path)
                        .isEqualTo(AGAIN));

        assertThat(ada.browser().get("/account").body()).contains("blue key").doesNotContain("second key");
        assertThat(SignedIn.byPassword(new TestBrowser(), ada.person().email(), SignedIn.PASSWORD)
                        .status())
                .isEqualTo(303);
    }

    @Test
    void who_signed_in_within_ten_minutes_gives_his_passkey_another_name_and_so_does_who_signed_in_again()
            throws Exception {
        var ada = SignedIn.withPassword("Ada");
        var account = ada.adds(new SoftPasskey(), "blue key");
        var path = "/account/credentials/" + account.found("/account/credentials/(pky_[a-z0-9]+)/name") + "/name";
        minutesPass(9, ada.person());
        var renamed = posted(ada.browser(), path, Map.of("name", "red key"));
        assertThat(renamed.body())
                .contains("The passkey has another name.", "red key")
                .doesNotContain("blue key");

        minutesPass(2, ada.person());
        assertThat(posted(ada.browser(), path, Map.of("name", "green key")).location())
                .isEqualTo(AGAIN);
        var page = ada.browser().get(AGAIN);
        ada.browser()
                .post("/sign-in", "form", page.form(), "name", ada.person().email(), "password", SignedIn.PASSWORD);
        assertThat(posted(ada.browser(), path, Map.of("name", "green key")).body())
                .contains("The passkey has another name.", "green key")
                .doesNotContain("red key");
    }

    /** With the form of a page that was shown just now, so that nothing but his sign-in's age is in the way. */
    private static TestBrowser.Page posted(TestBrowser browser, String path, Map<String, String> fields) {
        var all = new LinkedHashMap<>(fields);
        all.put("form", browser.get("/account").form());
        return browser.post(
                path,
                all.entrySet().stream()
                        .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                        .toArray(String[]::new));
    }

    private void minutesPass(int minutes, Workforce person) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("UPDATE sign_in_sessions SET authenticated_at ="
                        + " authenticated_at - make_interval(mins => ?) WHERE person_id = ?")) {
            statement.setInt(1, minutes);
            statement.setString(2, person.id().value());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
