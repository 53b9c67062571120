package dev.mandate.audit.engine.surroundings;

import dev.mandate.audit.engine.profiles.Profiles;
import dev.mandate.audit.engine.stored.StoredForm;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.risk.SuppressionState;
import dev.mandate.provenance.CallReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the risk job knows beside the action itself, looked up in memory at the moment it reads the action. */
public interface Surroundings {
    /** Returns once everything that was known when the service started can be looked up. */
    void awaitReady();

    /** The registered tool; empty for one that nobody registered. */
    Optional<CatalogEntry.Tool> tool(String id);

    /** @param domain in lower case, without a dot at the end */
    boolean ownDomain(String domain);

    /** What is usual for agents, as learnt so far. */
    Profiles profiles();

    /** Who answers for the action: the root delegator, else the agent's owner. */
    Optional<IdentityId> accountablePerson(ActionEvent action);

    /**
     * Addresses, URLs, accounts and paths that the session's task names, as the person who delegated it wrote them; empty without a
     * delegation, while none is known, and where an agent worded the task. What reports of its calls say is no source for it.
     */
    List<String> taskIdentifiers(SessionId session);

    /**
     * What the person who began the session asked for, in his words: those of the root of the delegation, as identity-service has it. Empty
     * where nobody said, and where an agent worded it.
     */
    default Optional<String> taskWords(SessionId session) {
        return Optional.empty();
    }

    /** The tools that whoever said so named for it; empty where an agent put them together. */
    default List<String> taskTools(SessionId session) {
        return List.of();
    }

    /** Which reasons speak for what strangers named, and which domains are inside. */
    default CallReader reader() {
        return CallReader.ALL.at(this::ownDomain);
    }

    /** Who said that nobody shall be alerted of what the rule finds in the group; empty if nobody did, or no longer. */
    default Optional<SuppressionState> suppression(String rule, Map<String, String> group, Instant now) {
        return Optional.empty();
    }

    /** How long after its permit has ended a call may go on before it is missed that nobody told what became of it; at most 12 hours. */
    default Duration reportedWithin() {
        return Duration.ofMinutes(15);
    }

    /** In which form what is stored is written, asked once: one that every replica of the job reads, see {@link StoredForm}. */
    default int storedForm() {
        return StoredForm.NEWEST;
    }

    /** Who answers for what is done in the session. */
    Optional<IdentityId> accountablePerson(SessionId session);
}
