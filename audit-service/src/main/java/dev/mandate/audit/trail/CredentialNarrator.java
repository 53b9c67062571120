package dev.mandate.audit.trail;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.IssuerEvent;
import dev.mandate.events.identity.KeyEvent;
import dev.mandate.events.identity.ReceiverEvent;
import dev.mandate.events.identity.TransmitterEvent;
import dev.mandate.events.ids.IdentityId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who did what to clients, sign-in issuers, signing keys and streams of signals. */
@ApplicationScoped
class CredentialNarrator {
    private static final String CONFIGURATION = "The configuration";
    private static final String SCHEDULE = "The schedule";

    private final Doer doer;

    @Inject
    CredentialNarrator(Doer doer) {
        this.doer = doer;
    }

    TrailRow client(ClientEvent event) {
        var who = doer.named(event.by(), CONFIGURATION);
        var client = kind(event.client()) + event.name() + " (" + event.client() + ")";
        if (event instanceof ClientEvent.Registered it)
            return row(
                    it,
                    "registered",
                    who + " registered " + client + " with " + proof(it) + " and the scopes " + listed(it.scopes())
                            + (it.redirectUris() == null
                                    ? ""
                                    : "; people who sign in to it are sent to " + listed(it.redirectUris())));
        if (event instanceof ClientEvent.AddressesChanged it)
            return row(
                    it,
                    "addresses_changed",
                    who + " had people who sign in to " + client + " sent to " + listed(it.after()) + " instead of "
                            + listed(it.before()) + Doer.because(it.reason()));
        if (event instanceof ClientEvent.ScopesChanged it)
            return row(
                    it,
                    "scopes_changed",
                    who + " changed the scopes of " + client + " from " + listed(it.before()) + " to "
                            + listed(it.after()) + Doer.because(it.reason()));
        if (event instanceof ClientEvent.SecretChanged it)
            return row(
                    it,
                    "secret_changed",
                    who + " changed the secret of " + client + ", the one before "
                            + (it.oldUntil() == null ? "counts no more" : "counts until " + it.oldUntil())
                            + Doer.because(it.reason()));
        if (event instanceof ClientEvent.AdoptionChanged it)
            return row(
                    it,
                    "adoption_changed",
                    who + " had " + client + " adopt " + it.after() + " whom HR has; before, " + it.before()
                            + Doer.because(it.reason()));
        if (event instanceof ClientEvent.CrossAppChanged it)
            return row(
                    it,
                    "cross_app_changed",
                    who + " let " + client + " act for who signs in to it, or gives it a task, at " + places(it.after())
                            + "; before, at " + places(it.before()) + Doer.because(it.reason()));
        if (event instanceof ClientEvent.MetadataChanged it)
            return row(
                    it,
                    "metadata_changed",
                    who + " changed " + client + " from " + together(it.before()) + " to " + together(it.after())
                            + Doer.because(it.reason()));
        if (event instanceof ClientEvent.CredentialChanged it) return credential(it, who, client);
        if (event instanceof ClientEvent.Stopped it)
            return row(it, "stopped", who + " stopped " + client + ": " + it.reason());
        var it = (ClientEvent.Resumed) event;
        return row(it, "resumed", who + " resumed " + client + ": " + it.reason());
    }

    private static String places(List<String> places) {
        return places.isEmpty() ? "no authorization server elsewhere" : String.join(" and at ", places);
    }

    private static String together(List<String> words) {
        return words.isEmpty() ? "nothing of it" : String.join(", ", words);
    }

    private static String kind(String client) {
        if (client.startsWith(IdentityId.AGENT)) return "the agent ";
        return client.startsWith(IdentityId.WORKLOAD) ? "the workload " : "the client ";
    }

    private static TrailRow credential(ClientEvent.CredentialChanged it, String who, String client) {
        return switch (it.change()) {
            case SECRET_MADE -> made(it, "secret_made", who, "the secret", client);
            case SECRET_ENDED -> ended(it, "secret_ended", who, "the secret", client);
            case SECRET_ENDS_SOON -> endsSoon(it, "secret_ends_soon", "The secret", client);
            case SCIM_TOKEN_MADE -> made(it, "scim_token_made", who, "the SCIM token", client);
            case SCIM_TOKEN_ENDED -> ended(it, "scim_token_ended", who, "the SCIM token", client);
            case SCIM_TOKEN_ENDS_SOON -> endsSoon(it, "scim_token_ends_soon", "The SCIM token", client);
        };
    }

    private static TrailRow made(
            ClientEvent.CredentialChanged it, String outcome, String who, String what, String client) {
        return row(
                it,
                outcome,
                who + " made " + what + ' ' + it.credential() + " of " + client + ", which counts until " + it.endsAt()
                        + Doer.because(it.reason()));
    }

    private static TrailRow ended(
            ClientEvent.CredentialChanged it, String outcome, String who, String what, String client) {
        return row(
                it,
                outcome,
                who + " ended " + what + ' ' + it.credential() + " of " + client + Doer.because(it.reason()));
    }

    private static TrailRow endsSoon(ClientEvent.CredentialChanged it, String outcome, String what, String client) {
        return row(
                it,
                outcome,
                what + ' ' + it.credential() + " of " + client + " counts until " + it.endsAt()
                        + "; make the next before that");
    }

    private static String proof(ClientEvent.Registered it) {
        if (it.secret()) return "a secret";
        return it.redirectUris() == null ? "a key of its own" : "no secret, or a key of its own,";
    }

    TrailRow issuer(IssuerEvent event) {
        var who = doer.named(event.by(), CONFIGURATION);
        if (event instanceof IssuerEvent.Registered it) {
            var strong = it.acrValues().containsValue("urn:mandate:acr:mfa");
            return row(
                    it,
                    it.replaced() ? "replaced" : "registered",
                    who + (it.replaced() ? " registered anew" : " registered") + " the sign-in issuer " + it.issuer()
                            + ", which names people by " + it.subjectClaim()
                            + (it.keys().isEmpty() ? "" : " and signs with " + String.join(", ", it.keys()))
                            + (it.provider() == null ? "" : provider(it.provider()))
                            + (strong ? "; its word counts for a second factor" : "")
                            + (it.surfaces() == null ? "" : "; " + String.join(", ", it.surfaces())));
        }
        if (event instanceof IssuerEvent.Stopped it)
            return row(it, "stopped", who + " stopped the sign-in issuer " + it.issuer() + ": " + it.reason());
        var it = (IssuerEvent.Resumed) event;
        return row(it, "resumed", who + " resumed the sign-in issuer " + it.issuer() + ": " + it.reason());
    }

    private static String provider(IssuerEvent.Provider it) {
        return "; people sign in by it as " + it.name() + ", where our client is " + it.client()
                + (it.mailDomains().isEmpty()
                        ? ""
                        : ", its word on addresses of " + listed(it.mailDomains()) + " counts")
                + (it.mfaMethods().isEmpty()
                        ? ""
                        : ", " + String.join(" or ", it.mfaMethods()) + " counts for a second factor")
                + (it.joining().isEmpty() ? "" : ", " + String.join(", ", it.joining()));
    }

    TrailRow key(KeyEvent event) {
        var who = doer.named(event.by(), SCHEDULE);
        if (event instanceof KeyEvent.Made it)
            return row(it, "made", who + " made the signing key " + it.key() + ", which signs from " + it.signsFrom());
        var it = (KeyEvent.AllRevoked) event;
        return row(
                it,
                "revoked",
                who + " revoked the signing key" + (it.revoked().size() == 1 ? " " : "s ")
                        + String.join(", ", it.revoked()) + " and all tokens until then; " + it.key() + " signs"
                        + Doer.because(it.reason()));
    }

    TrailRow receiver(ReceiverEvent event) {
        if (event instanceof ReceiverEvent.LogoutGivenUp it) {
            var where = it.pushedTo() == null ? "" : " at " + it.pushedTo();
            var whose = it.person() == null ? "people have" : it.person() + " has";
            var summary = it.client() + " was not told" + where + " that " + whose
                    + " signed out, and may have kept them signed in: " + it.reason();
            return new TrailRow(null, null, it.person(), null, null, "logout_given_up", summary, it.client());
        }
        return stream((ReceiverEvent.StreamChanged) event);
    }

    private TrailRow stream(ReceiverEvent.StreamChanged it) {
        var how = it.pushedTo() == null ? "which it fetches" : "which are pushed to " + it.pushedTo();
        var summary = doer.named(it.by(), "Too much that waits") + ' ' + act(it.act()) + " the stream by which "
                + it.client() + " hears of " + listed(it.events()) + ", " + how + Doer.because(it.reason());
        return row(it, "stream_" + act(it.act()), summary);
    }

    TrailRow transmitter(TransmitterEvent event) {
        if (event instanceof TransmitterEvent.Heard it)
            return new TrailRow(
                    null,
                    null,
                    it.person(),
                    null,
                    null,
                    "heard",
                    it.issuer() + " told of " + it.person() + ": " + it.event() + ", so that " + it.effect(),
                    it.issuer());
        var who = doer.named(event.by(), CONFIGURATION);
        if (event instanceof TransmitterEvent.Stopped it)
            return row(it, "stopped", who + " hears no signals of " + it.issuer() + " any more: " + it.reason());
        var it = (TransmitterEvent.Trusted) event;
        return row(
                it,
                "trusted",
                who + " hears signals of " + it.issuer() + (it.replaced() ? ", other than before" : "") + ": "
                        + listed(it.events()) + ", of people whose addresses are in " + listed(it.domains())
                        + "; its keys: " + listed(it.keys())
                        + (it.asked() == null ? "" : "; they are asked for at " + it.asked()));
    }

    private static String act(ReceiverEvent.Act act) {
        return act.name().toLowerCase(Locale.ROOT);
    }

    private static TrailRow row(AdministrationEvent event, String outcome, String summary) {
        @Nullable Actor by = event.by();
        var agent = IdentityId.parse(event.subject()).orElse(null); // whose secret it is
        return new TrailRow(null, agent, Doer.person(by), null, null, outcome, summary, event.subject());
    }

    private static String listed(List<String> scopes) {
        return scopes.isEmpty() ? "none" : String.join(" ", scopes);
    }
}
