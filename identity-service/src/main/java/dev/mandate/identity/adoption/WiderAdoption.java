package dev.mandate.identity.adoption;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A directory that adopts people can end them, whatever their HR system says: two people let it. That it adopts fewer, or nobody any more, one
 * says.
 */
@ApplicationScoped
class WiderAdoption implements FarReachingChange<WiderAdoption.Wanted, AdoptionRule, AdoptionRefusal> {
    record Wanted(
            String client, AdoptionRule rule, @Nullable Reason reason) {}

    private final Clients clients;
    private final AdoptionRules rules;

    WiderAdoption(Clients clients, AdoptionRules rules) {
        this.clients = clients;
        this.rules = rules;
    }

    @Override
    public String kind() {
        return "adoption";
    }

    @Override
    public Class<Wanted> content() {
        return Wanted.class;
    }

    @Override
    public Uni<Result<Prepared<AdoptionRule, AdoptionRefusal>, AdoptionRefusal>> prepare(Wanted wanted, Actor by) {
        return clients.locked(wanted.client())
                .map(found -> found.<Result<Client, AdoptionRefusal>>map(
                                client -> client.scopes().contains("scim:write")
                                        ? Result.done(client)
                                        : Result.refused(AdoptionRefusal.NO_SCIM))
                        .orElseGet(() -> Result.refused(AdoptionRefusal.UNKNOWN_CLIENT)))
                .chain(checked -> checked.chain(client -> rules.of(client.id()).map(now -> {
                    Supplier<Uni<Result<AdoptionRule, AdoptionRefusal>>> making =
                            () -> rules.change(client, wanted.rule(), wanted.reason(), by)
                                    .map(Result::done);
                    return Result.<Prepared<AdoptionRule, AdoptionRefusal>, AdoptionRefusal>done(
                            wanted.rule().within(now)
                                    ? Prepared.near(making)
                                    : Prepared.far(reach(client, now, wanted.rule()), making));
                })));
    }

    private static Reach reach(Client client, AdoptionRule now, AdoptionRule wanted) {
        var touches = new ArrayList<String>();
        touches.add("everybody whom an HR system has and whom this finds: the directory can end his work here, and he"
                + " works here only while it says so too");
        if (wanted.by().contains(AdoptionRule.By.EMAIL))
            touches.add("whoever writes addresses in " + String.join(", ", wanted.domains())
                    + " there says by them who somebody is here");
        touches.add("it adopts now: " + now.words());
        return new Reach(
                client.id(),
                "adopts " + now.words() + ", scopes "
                        + client.scopes().stream().sorted().toList(),
                "let the directory " + client.name() + " (" + client.id() + ") adopt " + wanted.words()
                        + " whom HR has",
                List.copyOf(touches));
    }

    @Override
    public String words(AdoptionRefusal refusal) {
        return refusal == AdoptionRefusal.UNKNOWN_CLIENT
                ? "there is no such client any more"
                : "the client keeps nobody here by SCIM";
    }
}
