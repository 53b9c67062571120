package dev.mandate.identity.registration;

import dev.mandate.events.administration.Actor;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.SelfRegistered;
import dev.mandate.identity.documents.ClientDocumentUrl;
import dev.mandate.identity.documents.ClientDocuments;
import dev.mandate.identity.registration.RegistrationConfig.Policy;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Applications that nobody here registered, whether by a document of their own or by registering themselves. Needs a transaction. */
@ApplicationScoped
public class UnregisteredApplications {
    private final ClientDocuments documents;
    private final Registrations registrations;
    private final Clients clients;
    private final RegistrationConfig config;

    UnregisteredApplications(
            ClientDocuments documents, Registrations registrations, Clients clients, RegistrationConfig config) {
        this.documents = documents;
        this.registrations = registrations;
        this.clients = clients;
        this.config = config;
    }

    /** Whether anybody registers himself. */
    public boolean register() {
        return config.policy() != Policy.OFF;
    }

    /**
     * Of an id that {@link SelfRegistered} is. One that is stopped is as it was when somebody agreed to it last.
     *
     * @return refused with what the person is told who was sent here
     */
    public Uni<Result<Client, String>> find(String id) {
        if (ClientDocumentUrl.isMeant(id)) return documents.find(id);
        if (!register()) return Result.nowRefused("No application of this id may sign people in.");
        return registrations.find(id).chain(found -> {
            if (found.isEmpty())
                return Result.nowRefused(
                        "No application of this id may sign people in; one that registered itself and isn't used ends.");
            var row = found.get();
            if (row.admittedAt == null)
                return Result.nowRefused("This application waits for people who look through it.");
            return clients.find(id)
                    .map(known -> Result.done(known.filter(Client::stopped)
                            .orElseGet(() -> row.client(
                                    known.map(Client::tokensVoidBefore).orElse(null)))));
        });
    }

    /** It may change or end itself at any time. */
    private Uni<Void> held(String id) {
        return ClientDocumentUrl.isMeant(id) ? Uni.createFrom().voidItem() : registrations.hold(id);
    }

    /**
     * A person lets it in: it is a client from now on.
     *
     * @return false where it can't be
     */
    public Uni<Boolean> agreed(String id, Actor by) {
        return held(id).chain(() -> find(id))
                .chain(found -> found.fold(
                        client -> clients.published(client, by),
                        why -> Uni.createFrom().item(false)))
                .call(kept -> kept && !ClientDocumentUrl.isMeant(id)
                        ? registrations.agreed(id)
                        : Uni.createFrom().voidItem());
    }
}
