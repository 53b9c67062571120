package dev.mandate.provisioning;

import static dev.mandate.events.topics.Account.AUDIT;
import static dev.mandate.events.topics.Account.AUTHZ;
import static dev.mandate.events.topics.Account.IDENTITY;
import static dev.mandate.events.topics.Account.LIFECYCLE;
import static dev.mandate.events.topics.Account.OPERATOR;
import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.IDEMPOTENT_WRITE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;

import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What the catalogue lets one principal do, as the broker's access control entries. Whatever is not here is refused. */
final class AccessRights {
    /** The services, which write in transactions; outside writers don't. */
    private static final Set<Account> SERVICES = Set.of(LIFECYCLE, IDENTITY, AUTHZ, AUDIT);

    /** The application id of the audit service's Kafka Streams topology: its repartition and changelog topics. */
    static final String RISK_APPLICATION = "audit-risk-";

    private final String principal;
    private final Set<AclBinding> bindings = new HashSet<>();

    private AccessRights(String principal) {
        this.principal = principal;
    }

    /** @param userName who gets the rights: the account itself, or one more that plays its role */
    static Set<AclBinding> of(Account role, String userName, Collection<Topic> topics) {
        return of(role, userName, "User:" + userName, topics);
    }

    /**
     * @param userName consumer groups and transactional ids begin with it
     * @param principal as the broker names whoever signs in: {@code User:CN=identity} for a certificate
     */
    static Set<AclBinding> of(Account role, String userName, String principal, Collection<Topic> topics) {
        var rights = new AccessRights(principal);
        for (var topic : topics) {
            if (topic.writers().contains(role))
                rights.allow(ResourceType.TOPIC, topic.name(), LITERAL, WRITE, DESCRIBE);
            if (topic.readers().contains(role)) {
                rights.allow(ResourceType.TOPIC, topic.name(), LITERAL, READ, DESCRIBE);
                rights.allow(ResourceType.GROUP, userName, PREFIXED, READ);
            }
        }
        if (SERVICES.contains(role)) {
            rights.allow(ResourceType.TRANSACTIONAL_ID, userName + "-", PREFIXED, WRITE, DESCRIBE);
            rights.allow(ResourceType.CLUSTER, Resource.CLUSTER_NAME, LITERAL, IDEMPOTENT_WRITE);
        }
        if (role == AUDIT) rights.allow(ResourceType.TOPIC, RISK_APPLICATION, PREFIXED, ALL);
        if (role == OPERATOR) rights.allow(ResourceType.GROUP, "*", LITERAL, DESCRIBE); // consumer lag
        return rights.bindings;
    }

    private void allow(ResourceType type, String name, PatternType pattern, AclOperation... operations) {
        for (var operation : operations) {
            bindings.add(new AclBinding(
                    new ResourcePattern(type, name, pattern),
                    new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
        }
    }
}
