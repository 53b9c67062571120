package dev.mandate.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.authorize.Application;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What applications and invitations have to do with accounts elsewhere. */
@QuarkusTest
class FederatedApplicationIT {
    @Inject
    AgroalDataSource database;

    private final String sub = "sub-" + UUID.randomUUID();

    @Test
    void what_an_application_asks_for_is_asked_there_and_its_tokens_end_with_the_provider() throws SQLException {
        try (var corp = new UpstreamProvider()) {
            corp.isTrusted(Map.of("mailDomains", List.of("corp.example")));
            var ada = Workforce.joins("Ada");
            var app = Application.registered("openid", "email");
            var browser = new TestBrowser();
            var asks = app.request("scope", "openid email", "max_age", "600", "acr_values", "urn:mandate:acr:mfa");
            var page = browser.get(browser.get(asks).location());
            var there = page.found("href=\"(/sign-in/with/[^\"]*)\"").replace("&amp;", "&");
            var sent = browser.get(there).location();
            assertThat(corp.asked(sent)).containsEntry("acr_values", "2").containsEntry("max_age", "600");

            var said = Map.of("email", ada.email(), "email_verified", true, "acr", "1");
            var weak = browser.get(corp.back(sent, sub, said)).location();
            assertThat(weak).startsWith("/oauth2/authorize/resume?request=");
            assertThat(browser.get(weak).location()).as("one factor isn't two").startsWith("/sign-in?request=");
            var strong = browser.get(corp.back(browser.get(there).location(), sub, Map.of("acr", "2")));
            var back = browser.get(strong.location());
            assertThat(back.location()).startsWith(Application.BACK);
            var tokens = app.redeem(Application.answer(back).get("code"))
                    .statusCode(200)
                    .extract();
            var claims = Api.claims(tokens.path("access_token"));
            assertThat(claims.getSubject()).isEqualTo(ada.id().value());
            assertThat(claims.getClaims())
                    .containsEntry("idp", corp.issuer())
                    .containsEntry("acr", "urn:mandate:acr:mfa");
            String token = tokens.path("access_token");
            whileItChanges(corp.issuer(), () -> app.about("introspect", token).body("active", equalTo(true)));

            corp.isStopped("its key was stolen");
            app.about("introspect", token).body("active", equalTo(false));
            String refresh = tokens.path("refresh_token");
            assertThat(refresh).isNotNull();
            app.refresh(refresh).statusCode(400);
        }
    }

    @Test
    void whoever_begins_anew_by_an_invitation_has_no_account_elsewhere_any_more() {
        try (var corp = new UpstreamProvider()) {
            corp.isTrusted(Map.of("mailDomains", List.of("corp.example")));
            var ada = Workforce.joins("Ada");
            var said = Map.of("email", ada.email(), "email_verified", true);
            assertThat(corp.signsIn(new TestBrowser(), sub, said).location()).isEqualTo("/account");
            var browser = new TestBrowser();
            var link = SignedIn.invitationOf(ada);
            browser.post(
                    link + "/password",
                    "form",
                    browser.get(link).form(),
                    "password",
                    SignedIn.PASSWORD,
                    "repeated",
                    SignedIn.PASSWORD);
            assertThat(corp.signsIn(new TestBrowser(), sub, said).status())
                    .as("her address doesn't link it again")
                    .isEqualTo(403);
        }
    }

    /** Somebody is about to change what is registered of it. */
    private void whileItChanges(String issuer, Runnable act) throws SQLException {
        try (var connection = database.getConnection();
                var held = connection.prepareStatement("SELECT 1 FROM issuers WHERE issuer = ? FOR UPDATE")) {
            connection.setAutoCommit(false);
            held.setString(1, issuer);
            held.execute();
            try {
                assertThat(CompletableFuture.runAsync(act)).succeedsWithin(Topics.SOON);
            } finally {
                connection.rollback();
            }
        }
    }
}
