package dev.mandate.bench.sequences;

import dev.mandate.audit.engine.profiles.Profiles;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry;
import java.util.List;
import java.util.Optional;

/** What the risk job knows beside the stream. */
final class StreamWorld implements Surroundings {
    static final String OWN_DOMAIN = "acme.example";
    private static final Optional<IdentityId> PERSON = Optional.of(new IdentityId("per_ada"));

    private final Profiles profiles = new Profiles();

    @Override
    public void awaitReady() {
        // everything is here from the start
    }

    @Override
    public Optional<CatalogEntry.Tool> tool(String id) {
        return Kind.registered(id);
    }

    @Override
    public boolean ownDomain(String domain) {
        return domain.equals(OWN_DOMAIN);
    }

    @Override
    public List<String> taskIdentifiers(SessionId session) {
        return Call.taskIdentifiers(session);
    }

    @Override
    public Profiles profiles() {
        return profiles;
    }

    @Override
    public Optional<IdentityId> accountablePerson(ActionEvent action) {
        return PERSON;
    }

    @Override
    public Optional<IdentityId> accountablePerson(SessionId session) {
        return PERSON;
    }
}
