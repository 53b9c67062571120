package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.ReceiverEvent;
import dev.mandate.events.ids.IdentityId;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamNarratorTest {
    private static final List<String> EVENTS = List.of("session-revoked", "account-disabled");

    @Test
    void who_hears_of_what_and_where_is_told() {
        var row = new CredentialNarrator(new Doer(Actor::toString))
                .receiver(new ReceiverEvent.StreamChanged(
                        "cli_wiki",
                        ReceiverEvent.Act.CREATED,
                        "wiki.example",
                        EVENTS,
                        null,
                        new Actor("cli_wiki", "cli_wiki", List.of())));
        assertThat(row.summary())
                .endsWith(" created the stream by which cli_wiki hears of session-revoked account-disabled,"
                        + " which are pushed to wiki.example");
        assertThat(row.subject()).isEqualTo("cli_wiki");
    }

    @Test
    void a_sign_out_that_an_application_never_heard_of_is_told() {
        var ada = IdentityId.nextPerson();
        var row = new CredentialNarrator(new Doer(Actor::toString))
                .receiver(new ReceiverEvent.LogoutGivenUp(
                        "cli_wiki", "wiki.corp.example", ada, new Reason("it could not be told for a day")));
        assertThat(row.summary())
                .isEqualTo("cli_wiki was not told at wiki.corp.example that " + ada
                        + " has signed out, and may have kept them signed in: it could not be told for a day");
        assertThat(row.subject()).isEqualTo("cli_wiki");
    }

    @Test
    void one_that_was_paused_since_nobody_came_says_so() {
        var row = new CredentialNarrator(new Doer(Actor::toString))
                .receiver(new ReceiverEvent.StreamChanged(
                        "cli_wiki",
                        ReceiverEvent.Act.PAUSED,
                        null,
                        EVENTS,
                        new Reason("more than 10000 signals wait"),
                        null));
        assertThat(row.summary())
                .startsWith("Too much that waits paused the stream by which cli_wiki hears of ")
                .contains("more than 10000 signals wait");
    }
}
