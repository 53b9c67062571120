package dev.mandate.cli.story;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.ResourceType.GROUP;

import dev.mandate.embedded.BrokerAdmin;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.ResourcePattern;

/** The risk job, which can be stopped by itself: the broker takes the right to its consumer group from it, and audit-service runs on. */
final class RiskJob implements AutoCloseable {
    /** For everyone, since the launcher takes away rights of the accounts that it knows and did not give. */
    private static final AclBinding REFUSAL = new AclBinding(
            new ResourcePattern(GROUP, "audit-risk", LITERAL), new AccessControlEntry("User:*", "*", ALL, DENY));

    private final BrokerAdmin broker;

    RiskJob(Stage stage) {
        broker = BrokerAdmin.connect(stage.system.ports().bootstrapServers(), stage.system.credentials());
    }

    void stops() throws Exception {
        broker.client().createAcls(List.of(REFUSAL)).all().get();
    }

    void goesOn() throws Exception {
        broker.client().deleteAcls(List.of(REFUSAL.toFilter())).all().get();
    }

    @Override
    public void close() throws Exception {
        goesOn();
        broker.close();
    }
}
