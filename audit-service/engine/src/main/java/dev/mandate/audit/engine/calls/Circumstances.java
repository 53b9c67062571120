package dev.mandate.audit.engine.calls;

import dev.mandate.audit.engine.attestation.AttestationStatus;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call from its session and its decision.
 *
 * @param begunBy the agent of the session's first call that counted; null for that one itself
 * @param tool as the call uses it; empty for one that nobody registered
 * @param words what the person asked for
 * @param task identifiers that the session's task names, each as {@link dev.mandate.provenance.Identifier#value()} says
 * @param approval that the call waits for or, if it ran, used up; null without one
 * @param unseen something was done in the session since that approval was asked for
 * @param decided labels of the tool that was decided about, where the call was told of another one; else empty
 */
public record Circumstances(
        CallFacts facts,
        @Nullable String begunBy,
        Optional<CatalogEntry.Tool> tool,
        Task words,
        List<String> task,
        AttestationStatus standing,
        @Nullable String approval,
        boolean unseen,
        Set<ToolLabel> decided) {}
