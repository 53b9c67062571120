package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.audit.identities.KnownClients;
import dev.mandate.events.authz.Established;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.ids.IdentityId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who signed in, and how many tokens a client was given in a minute. */
@ApplicationScoped
class TokenNarrator {
    private final Accountable accountable;
    private final KnownClients clients;

    @Inject
    TokenNarrator(Accountable accountable, KnownClients clients) {
        this.accountable = accountable;
        this.clients = clients;
    }

    TrailRow tell(TokenEvent event) {
        if (event instanceof TokenEvent.SignedIn it) return signedIn(it);
        if (event instanceof TokenEvent.AuthorizationRevoked it)
            return TrailRow.about(
                    it.person(),
                    it.person(),
                    "authorization_revoked",
                    "What " + accountable.named(it.person()) + " let " + clients.named(it.client()) + " have ("
                            + it.authorization() + ") was revoked: " + it.reason());
        if (event instanceof TokenEvent.AuthorizationAnswered it)
            return TrailRow.about(
                    it.person(),
                    it.person(),
                    it.agreed() ? "authorization_agreed" : "authorization_refused",
                    answered(it));
        if (event instanceof TokenEvent.CrossAppGranted it) return acrossApps(it);
        var it = (TokenEvent.Issued) event;
        var agent = IdentityId.parse(it.client()).orElse(null);
        var person =
                agent == null ? null : accountable.person(null, null, agent).orElse(null);
        return new TrailRow(
                null,
                agent,
                person,
                null,
                null,
                "tokens_issued",
                (agent == null ? clients.named(it.client()) : accountable.named(agent)) + " was given " + tokens(it)
                        + " in the minute from " + it.minute(),
                agent == null ? it.client() : null);
    }

    private TrailRow acrossApps(TokenEvent.CrossAppGranted it) {
        var agent = IdentityId.parse(it.client()).orElse(null);
        var client = agent == null ? clients.named(it.client()) : accountable.named(agent);
        return new TrailRow(
                null,
                agent == null ? it.person() : agent,
                it.person(),
                it.delegation(),
                null,
                "cross_app_granted",
                acrossApps(it, client, accountable.named(it.person())));
    }

    /** What the client is called there is whatever an administrator wrote, and says nothing else of it. */
    static String acrossApps(TokenEvent.CrossAppGranted it, String client, String person) {
        return client + " was let act for " + person + " at " + it.audience() + " as "
                + PlainText.quoted(it.clientThere())
                + (it.resource() == null ? "" : ", for " + it.resource())
                + (it.scopes().isEmpty() ? "" : ", with " + String.join(" ", it.scopes()))
                + (it.delegation() == null ? "" : ", under " + it.delegation()) + ": " + it.token();
    }

    private String answered(TokenEvent.AuthorizationAnswered it) {
        var asked = clients.named(it.client()) + (it.way().equals("device") ? " on a device" : " on a page");
        var person = accountable.named(it.person());
        if (!it.agreed()) return person + " refused what " + asked + " asked for";
        var what = it.delegation() == null ? "" : " under " + it.delegation();
        var task = it.task();
        return person + " agreed to what " + asked + " asked for: " + String.join(" ", it.scopes()) + what + " ("
                + it.authorization() + ")" + (task == null ? "" : AgreedTaskSentence.of(task));
    }

    private TrailRow signedIn(TokenEvent.SignedIn it) {
        var how = new ArrayList<String>();
        if (it.acr() != null) how.add(it.acr());
        if (!it.amr().isEmpty()) how.add(String.join(" and ", it.amr()));
        return TrailRow.about(
                it.person(),
                it.person(),
                "signed_in",
                accountable.named(it.person()) + " signed in by " + it.issuer()
                        + (it.client().equals(it.issuer()) ? "" : " through " + clients.named(it.client()))
                        + (how.isEmpty() ? "" : " with " + String.join(", ", how)) + stood(it.surfaces()) + ": "
                        + it.token());
    }

    /** As of a decision, whose question such a token came with. */
    private static String stood(@Nullable Map<String, String> surfaces) {
        return surfaces == null ? "" : new Established("", false, null, surfaces).vouched();
    }

    private static String tokens(TokenEvent.Issued it) {
        var kinds = new ArrayList<String>();
        if (it.own() > 0) kinds.add(it.own() + " in its own right");
        if (it.delegated() > 0) kinds.add(it.delegated() + " for delegations");
        if (it.narrowed() > 0) kinds.add(it.narrowed() + " narrowed ones");
        var all = it.own() + it.delegated() + it.narrowed();
        return all + (all == 1 ? " token" : " tokens") + (kinds.isEmpty() ? "" : ", " + String.join(", ", kinds) + ",");
    }
}
