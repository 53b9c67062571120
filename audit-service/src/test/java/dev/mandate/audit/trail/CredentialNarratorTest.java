package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientEvent.CredentialChanged.CredentialChange;
import dev.mandate.events.identity.IssuerEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialNarratorTest {
    private static final Actor ADA = new Actor("per_ada", "console", List.of());
    private static final List<String> BACK = List.of("https://wiki.example/back");

    private final CredentialNarrator narrator = new CredentialNarrator(new Doer(Actor::toString));

    @Test
    void of_an_application_it_says_where_people_are_sent() {
        assertThat(told(new ClientEvent.Registered("cli_1", "Wiki", List.of("openid"), true, BACK, ADA)))
                .isEqualTo("per_ada by console registered the client Wiki (cli_1) with a secret and the scopes openid;"
                        + " people who sign in to it are sent to https://wiki.example/back");
        assertThat(told(new ClientEvent.Registered("cli_1", "Wiki", List.of("openid"), false, BACK, ADA)))
                .contains("with no secret, or a key of its own, and the scopes");
        assertThat(told(new ClientEvent.Registered("cli_1", "Batch", List.of("trail:read"), false, null, ADA)))
                .endsWith("with a key of its own and the scopes trail:read");
    }

    @Test
    void of_one_that_moved_it_says_where_to_and_why() {
        assertThat(told(new ClientEvent.AddressesChanged(
                        "cli_1", "Wiki", BACK, List.of("https://new.example/back"), new Reason("it moved"), ADA)))
                .isEqualTo("per_ada by console had people who sign in to the client Wiki (cli_1) sent to"
                        + " https://new.example/back instead of https://wiki.example/back: it moved");
    }

    @Test
    void of_a_provider_it_says_whom_it_lets_in_and_what_its_word_counts_for() {
        var provider = new IssuerEvent.Provider(
                "idp_1",
                "Corp",
                "mandate",
                "private_key_jwt",
                List.of("corp.example"),
                List.of("mfa"),
                List.of("takes in everybody as guests"));
        var event = new IssuerEvent.Registered(
                "https://idp.example", "sub", null, Map.of(), List.of(), false, provider, null, ADA);
        assertThat(narrator.issuer(event).summary())
                .isEqualTo(
                        "per_ada by console registered the sign-in issuer https://idp.example, which names people by sub;"
                                + " people sign in by it as Corp, where our client is mandate, its word on addresses of corp.example"
                                + " counts, mfa counts for a second factor, takes in everybody as guests");
    }

    @Test
    void a_scim_token_is_made_and_ends_and_that_it_will_is_said_before() {
        var end = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(told(new ClientEvent.CredentialChanged(
                        "cli_1", "Okta", CredentialChange.SCIM_TOKEN_MADE, "sec_1", end, null, ADA)))
                .endsWith(
                        "made the SCIM token sec_1 of the client Okta (cli_1), which counts until 2027-01-01T00:00:00Z");
        assertThat(told(new ClientEvent.CredentialChanged(
                        "cli_1", "Okta", CredentialChange.SCIM_TOKEN_ENDS_SOON, "sec_1", end, null, null)))
                .isEqualTo("The SCIM token sec_1 of the client Okta (cli_1) counts until 2027-01-01T00:00:00Z;"
                        + " make the next before that");
        assertThat(told(new ClientEvent.CredentialChanged(
                        "cli_1",
                        "Okta",
                        CredentialChange.SCIM_TOKEN_ENDED,
                        "sec_1",
                        null,
                        new Reason("moved on"),
                        ADA)))
                .endsWith("ended the SCIM token sec_1 of the client Okta (cli_1): moved on");
    }

    @Test
    void a_secret_is_its_clients_its_agents_or_its_workloads() {
        var end = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(told(new ClientEvent.CredentialChanged(
                        "cli_1", "Wiki", CredentialChange.SECRET_MADE, "sec_1", end, new Reason("rolled over"), ADA)))
                .endsWith("made the secret sec_1 of the client Wiki (cli_1), which counts until 2027-01-01T00:00:00Z:"
                        + " rolled over");
        assertThat(told(new ClientEvent.CredentialChanged(
                        "agt_1", "Clerk", CredentialChange.SECRET_ENDED, "sec_1", null, null, ADA)))
                .endsWith("ended the secret sec_1 of the agent Clerk (agt_1)");
        assertThat(told(new ClientEvent.CredentialChanged(
                        "wkl_1", "Nightly", CredentialChange.SECRET_ENDS_SOON, "sec_1", end, null, null)))
                .isEqualTo("The secret sec_1 of the workload Nightly (wkl_1) counts until 2027-01-01T00:00:00Z;"
                        + " make the next before that");
    }

    @Test
    void whom_a_directory_adopts_is_told_with_what_was_before() {
        assertThat(told(new ClientEvent.AdoptionChanged(
                        "cli_1", "Okta", "nobody", "people by employeeNumber", new Reason("Okta goes live"), ADA)))
                .endsWith("had the client Okta (cli_1) adopt people by employeeNumber whom HR has; before, nobody:"
                        + " Okta goes live");
    }

    @Test
    void where_a_client_may_act_for_people_is_told_with_where_it_might_before() {
        var chat = List.of("https://chat.example as “mandate”");
        assertThat(told(new ClientEvent.CrossAppChanged("cli_1", "Wiki", List.of(), chat, null, ADA)))
                .isEqualTo(
                        "per_ada by console let the client Wiki (cli_1) act for who signs in to it, or gives it a task,"
                                + " at https://chat.example as “mandate”; before, at no authorization server elsewhere");
        assertThat(told(new ClientEvent.CrossAppChanged(
                        "agt_1", "Clerk", chat, List.of(), new Reason("moved on"), ADA)))
                .endsWith(
                        "at no authorization server elsewhere; before, at https://chat.example as “mandate”: moved on");
    }

    @Test
    void what_became_of_a_client_is_told_with_what_it_was() {
        assertThat(told(new ClientEvent.MetadataChanged(
                        "cli_1",
                        "Wiki",
                        List.of("the grants authorization_code"),
                        List.of("the grants authorization_code refresh_token"),
                        new Reason("it stays open"),
                        ADA)))
                .isEqualTo("per_ada by console changed the client Wiki (cli_1) from the grants authorization_code"
                        + " to the grants authorization_code refresh_token: it stays open");
    }

    private String told(ClientEvent event) {
        return narrator.client(event).summary();
    }
}
