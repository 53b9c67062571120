package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import dev.mandate.authz.engine.policies.PolicyFiles;
import dev.mandate.authz.engine.policies.PolicySetVersion;
import dev.mandate.authz.policies.PolicyProjection;
import dev.mandate.events.administration.ProposedChange;
import dev.mandate.messaging.proposals.FileChanges;
import dev.mandate.messaging.proposals.Reach;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Has it told when files of this replica change what is decided by: they need nobody's yes. */
@ApplicationScoped
class PolicyFileChanges {
    private final FileChanges changes;
    private final PolicyProjection policies;

    PolicyFileChanges(FileChanges changes, PolicyProjection policies) {
        this.changes = changes;
        this.policies = policies;
    }

    void start(@Observes StartupEvent event) {
        changes.watch(() -> policies.ofDirectory().map(PolicyFileChanges::change));
    }

    private static ProposedChange change(PolicyFiles files) {
        return new ProposedChange(
                "policy-files",
                PolicySetVersion.MAIN,
                "decide by the %d policy files of its directory, while no version is published"
                        .formatted(files.policies().size()),
                Reach.lines(files.policies().stream().map(PolicyFile::name).toList()),
                files.digest());
    }
}
