package dev.mandate.cli.evaluation;

import dev.mandate.audit.engine.profiles.Profiles;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.cli.traces.TraceTools;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.TrustedField;
import dev.mandate.provenance.CallReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the risk job knows beside recorded runs: the labels of their tools, and what it learns. */
final class RecordedWorld implements Surroundings {
    private static final IdentityId PERSON = new IdentityId("per_recorded");

    /** What a recording says to have stood in a trusted field did. */
    private static final Set<TrustedField> RECORDED = Set.of(TrustedField.of("/recorded"));

    private final Map<String, CatalogEntry.Tool> tools = new HashMap<>();
    private final Profiles profiles = new Profiles();
    private final Map<String, List<String>> tasks = new HashMap<>();

    private final CallReader reader;
    private final OwnDomains ownDomains;
    private final Map<String, String> said = new HashMap<>();

    /**
     * @param reader which reasons speak for what strangers named
     * @param ownDomains the organisation's, where somebody says so
     */
    RecordedWorld(TraceTools recorded, CallReader reader, OwnDomains ownDomains) {
        this.reader = reader;
        this.ownDomains = ownDomains;
        recorded.suites()
                .forEach((suite, labels) -> labels.forEach((tool, can) -> {
                    var id = TraceTools.id(suite, tool);
                    var owner = recorded.descriptions()
                            .getOrDefault(suite, Map.of())
                            .get(tool);
                    tools.put(
                            id,
                            new CatalogEntry.Tool(
                                    id, 1, false, tool, suite, Set.copyOf(can), Map.of(), owner, RECORDED, null));
                }));
    }

    /** A run begins, in a session of its own; what its task names is known from the start. */
    void begins(SessionId session, List<String> taskIdentifiers, String words) {
        tasks.put(session.value(), taskIdentifiers);
        said.put(session.value(), words);
    }

    @Override
    public List<String> taskIdentifiers(SessionId session) {
        return tasks.getOrDefault(session.value(), List.of());
    }

    @Override
    public void awaitReady() {
        // everything is here from the start
    }

    @Override
    public Optional<CatalogEntry.Tool> tool(String id) {
        return Optional.ofNullable(tools.get(id));
    }

    /** Recordings don't say which domains are the organisation's: unless somebody does, no recipient counts as outside. */
    @Override
    public boolean ownDomain(String domain) {
        return !ownDomains.isTold() || ownDomains.hold(domain);
    }

    @Override
    public Optional<String> taskWords(SessionId session) {
        return Optional.ofNullable(said.get(session.value()));
    }

    @Override
    public CallReader reader() {
        return reader;
    }

    @Override
    public Profiles profiles() {
        return profiles;
    }

    @Override
    public Optional<IdentityId> accountablePerson(ActionEvent action) {
        return Optional.of(PERSON);
    }

    @Override
    public Optional<IdentityId> accountablePerson(SessionId session) {
        return Optional.of(PERSON);
    }
}
